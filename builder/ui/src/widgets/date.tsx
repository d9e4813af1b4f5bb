/** date: a day. */
import { lazy } from "react";
import { longDate } from "@/model/dates";
import type { ShowProps, Widget } from "./kit";

/** "2026/3/5" -> "2026-03-05"; a day that does not exist -> undefined */
export function readDay(typed: string): string | null | undefined {
  if (typed.trim() === "") return null;
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed.trim());
  if (match === null) return undefined;
  const day = `${match[1]}-${match[2]?.padStart(2, "0")}-${match[3]?.padStart(2, "0")}`;
  const back = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(back.getTime()) && back.toISOString().startsWith(day) ? day : undefined;
}

function Show({ value, context, dense }: ShowProps) {
  return <span className="num">{dense === true ? String(value) : longDate(String(value), context.locale)}</span>;
}

export const date: Widget = {
  width: 112,
  text: (value, _, { locale }) => (typeof value === "string" ? longDate(value, locale) : ""),
  cell: (value) => (typeof value === "string" ? value : ""),
  Show,
  Edit: lazy(() => import("./inputs/DateInput")),
  read: readDay,
};
