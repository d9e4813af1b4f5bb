/** Dates and points in time, as people of the workspace's time zone read them. */
import { Exact, readInstant } from "../values";
import { strict, timed, type Fn } from "./base";
import * as calendar from "./calendar";
import type { Civil } from "./calendar";
import { whole, ZERO } from "./numbers";

const PIECES = /YYYY|YY|MM|M|DD|D|HH|mm|ss|[^A-Za-z]+/g;
const pad = (value: number, size = 2): string => String(value).padStart(size, "0");

const TOKENS: Readonly<Record<string, (at: Civil) => string>> = {
  YYYY: (at) => pad(at.year, 4),
  YY: (at) => pad(at.year % 100),
  MM: (at) => pad(at.month),
  M: (at) => String(at.month),
  DD: (at) => pad(at.day),
  D: (at) => String(at.day),
  HH: (at) => pad(at.hour),
  mm: (at) => pad(at.minute),
  ss: (at) => pad(at.second),
};

function written(at: Civil, pattern: string): string {
  return (pattern.match(PIECES) ?? []).map((piece) => TOKENS[piece]?.(at) ?? piece).join("");
}

function civil(date: string): Civil {
  const [year, month, day] = calendar.parts(date);
  return { year, month, day, hour: 0, minute: 0, second: 0 };
}

function part(of: (date: string) => number): Fn {
  return strict((date: string) => new Exact(of(date)));
}

function readDate(text: string): string | null {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? calendar.make(...calendar.parts(text)) : null;
}

/** Complete months: Jan 31 -> Feb 28 is one. */
function months(start: string, end: string): number {
  if (end < start) return -months(end, start);
  const [[y1, m1], [y2, m2]] = [calendar.parts(start), calendar.parts(end)];
  const count = (y2 - y1) * 12 + m2 - m1;
  const reached = calendar.addMonths(start, new Exact(count));
  return reached !== null && reached > end ? count - 1 : count;
}

function monthEnd(date: string): string {
  const [year, month] = calendar.parts(date);
  return calendar.dateText(year, month, calendar.daysIn(year, month));
}

const quarter = (date: string): number => Math.floor((calendar.parts(date)[1] + 2) / 3);

export const DATES: Readonly<Record<string, Fn>> = {
  TODAY: timed((moment) => calendar.localDate(moment.zone, readInstant(moment.now) ?? "")),
  NOW: timed((moment) => readInstant(moment.now)),
  YEAR: part((date) => calendar.parts(date)[0]),
  QUARTER: part(quarter),
  MONTH: part((date) => calendar.parts(date)[1]),
  WEEK: part(calendar.week),
  DAY: part((date) => calendar.parts(date)[2]),
  WEEKDAY: part(calendar.weekday),
  HOUR: timed((moment, at: string) => new Exact(calendar.local(moment.zone, at).hour)),
  MINUTE: timed((moment, at: string) => new Exact(calendar.local(moment.zone, at).minute)),
  DATE: strict((year: Exact, month: Exact, day: Exact) => calendar.make(whole(year, 0, 10_000), whole(month, 0, 13), whole(day, 0, 32))),
  DATEVALUE: strict(readDate),
  LOCAL_DATE: timed((moment, at: string) => calendar.localDate(moment.zone, at)),
  DATETIME: timed((moment, date: string, hour: Exact = ZERO, minute: Exact = ZERO) =>
    calendar.instantAt(moment.zone, date, whole(hour, -1, 60), whole(minute, -1, 60)),
  ),
  DAYS: strict((start: string, end: string) => new Exact(calendar.dayNumber(end) - calendar.dayNumber(start))),
  MONTHS: strict((start: string, end: string) => new Exact(months(start, end))),
  SECONDS: strict((start: string, end: string) => new Exact(String(calendar.micros(end) - calendar.micros(start))).div(1_000_000)),
  ADD_DAYS: strict(calendar.addDays),
  ADD_MONTHS: strict(calendar.addMonths),
  ADD_MINUTES: strict(calendar.addMinutes),
  MONTH_END: strict(monthEnd),
  MONTH_START: strict((date: string) => `${date.slice(0, 7)}-01`),
  QUARTER_START: strict((date: string) => calendar.dateText(calendar.parts(date)[0], quarter(date) * 3 - 2, 1)),
  YEAR_START: strict((date: string) => `${date.slice(0, 4)}-01-01`),
  WEEK_START: strict((date: string) => calendar.fromDayNumber(calendar.dayNumber(date) - calendar.weekday(date) + 1)),
  WORKDAYS: timed((moment, start: string, end: string) => new Exact(calendar.workdays(moment, start, end))),
  ADD_WORKDAYS: timed((moment, date: string, count: Exact) => calendar.addWorkdays(moment, date, whole(count, -100_000, 100_000))),
  IS_WORKDAY: timed((moment, date: string) => calendar.isWorkday(moment, date)),
  TEXT_DATE: strict((date: string, pattern: string = "YYYY-MM-DD") => written(civil(date), pattern)),
  TEXT_DATETIME: timed((moment, at: string, pattern: string = "YYYY-MM-DD HH:mm") => written(calendar.local(moment.zone, at), pattern)),
};
