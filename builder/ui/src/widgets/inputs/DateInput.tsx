/** A day, or a moment in the time zone of the workspace; a phone uses its own picker. */
import { DatePicker, Input } from "antd";
import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat";
import { useTranslation } from "react-i18next";
import { instantOf, isDay, shortInstant } from "@/model/dates";
import { usePhone } from "@/parts/useMedia";
import { type EditProps, useEditContext } from "../kit";

dayjs.extend(customParseFormat);
const SPELLINGS = ["YYYY-MM-DD", "YYYY/M/D", "YYYY.M.D", "YYYYMMDD", "YYYY年M月D日"];

export default function DateInput({ id, label, value, change, disabled, invalid, describedBy, dense, autoFocus, time = false }: EditProps & { time?: boolean }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { zone } = useEditContext();
  const wall = typeof value !== "string" ? "" : time ? shortInstant(value, zone) : value;
  // What was pasted and is no day stays to be read, in the place of the day that is missing.
  const unread = typeof value === "string" && !isDay(value) ? value : null;
  const keep = (next: string): void => change(next === "" ? null : time ? instantOf(next, zone) : next);
  if (phone) {
    return (
      <Input
        id={id} type={time ? "datetime-local" : "date"} value={time ? wall.replace(" ", "T") : wall} disabled={disabled} status={invalid ? "error" : ""}
        aria-label={dense ? label : undefined} aria-invalid={invalid} aria-describedby={describedBy} onChange={(event) => keep(event.target.value.replace("T", " ").slice(0, 16))}
      />
    );
  }
  return (
    <DatePicker
      id={id} style={{ width: "100%" }} disabled={disabled ?? false} status={invalid ? "error" : ""} variant={dense ? "borderless" : "outlined"} autoFocus={autoFocus ?? false} needConfirm={false}
      placeholder={unread ?? (dense ? "" : time ? t("pick.time") : t("pick.date"))} showTime={time ? { format: "HH:mm", minuteStep: 5 } : false} format={time ? ["YYYY-MM-DD HH:mm", ...SPELLINGS] : SPELLINGS}
      value={wall === "" || unread !== null ? null : dayjs(wall)} aria-label={dense ? label : undefined} aria-invalid={invalid} aria-describedby={describedBy}
      onChange={(next) => keep(next == null ? "" : next.format(time ? "YYYY-MM-DD HH:mm" : "YYYY-MM-DD"))}
    />
  );
}
