/** datetime: a moment, shown in the time zone of the workspace. */
import { lazy } from "react";
import { instantOf, shortInstant } from "@/model/dates";
import { readDay } from "./date";
import type { EditProps, Widget } from "./kit";

const DateInput = lazy(() => import("./inputs/DateInput"));
const Edit = (props: EditProps) => <DateInput {...props} time />;

export const datetime: Widget = {
  width: 148,
  text: (value, _, { zone }) => (typeof value === "string" ? shortInstant(value, zone) : ""),
  Edit,
  read: (typed, _, { zone }) => {
    const [day = "", clock = "00:00"] = typed.trim().split(/[\sT]+/);
    const found = readDay(day);
    return typeof found === "string" ? instantOf(`${found} ${clock.padStart(5, "0").slice(0, 5)}`, zone) : found;
  },
};
