/** From one day to another; loaded when somebody asks for it. */
import { DatePicker } from "antd";
import dayjs from "dayjs";

interface Props {
  from: string | null;
  to: string | null;
  label: string;
  change: (from: string | null, to: string | null) => void;
}

export default function RangePicker({ from, to, label, change }: Props) {
  const value = [from, to].map((day) => (day === null ? null : dayjs(day))) as [dayjs.Dayjs | null, dayjs.Dayjs | null];
  return <DatePicker.RangePicker aria-label={label} allowEmpty value={value} onChange={(_, [first, last]) => change(first === "" ? null : (first ?? null), last === "" ? null : (last ?? null))} />;
}
