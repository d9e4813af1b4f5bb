/** Dates as text "2026-01-31", points in time as text in UTC with microseconds; the years 1 to 9999. */
import { whole } from "./numbers";
import type { Exact, Moment } from "../values";

export interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const DAY = 86_400_000_000n;
const MAX_DAYS = 4_000_000;
const MAX_MONTHS = 120_000;
const MAX_MINUTES = 2_000_000_000;
const FIRST_INSTANT = "0001-01-02T00:00:00.000000Z";
const LAST_INSTANT = "9999-12-30T23:59:59.999999Z";

const pad = (value: number, size = 2): string => String(value).padStart(size, "0");

export function dateText(year: number, month: number, day: number): string {
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

export function parts(date: string): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

/** Days since 1970-01-01 in the Gregorian calendar. */
export function dayNumber(date: string): number {
  const [y, month, day] = parts(date);
  const year = month <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function fromDayNumber(days: number): string | null {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year < 1 || year > 9999 ? null : dateText(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1);
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function make(year: number, month: number, day: number): string | null {
  const exists = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? dateText(year, month, day) : null;
}

export function addDays(date: string, count: Exact): string | null {
  return fromDayNumber(dayNumber(date) + whole(count, -MAX_DAYS, MAX_DAYS));
}

/** Jan 31 + 1 month -> Feb 28 or 29 */
export function addMonths(date: string, count: Exact): string | null {
  const [y, m, day] = parts(date);
  const months = y * 12 + m - 1 + whole(count, -MAX_MONTHS, MAX_MONTHS);
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return year < 1 || year > 9999 ? null : dateText(year, month, Math.min(day, daysIn(year, month)));
}

/** Monday is 1, Sunday 7. */
export function weekday(date: string): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The week of the year after ISO 8601: that of its Thursday. */
export function week(date: string): number {
  const thursday = dayNumber(date) - weekday(date) + 4;
  const year = (fromDayNumber(thursday) ?? date).slice(0, 4);
  return Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1;
}

// Points in time

export function micros(instant: string): bigint {
  const [h, m, s] = [instant.slice(11, 13), instant.slice(14, 16), instant.slice(17, 19)].map(Number) as [number, number, number];
  const seconds = BigInt(dayNumber(instant.slice(0, 10))) * 86_400n + BigInt(h * 3600 + m * 60 + s);
  return seconds * 1_000_000n + BigInt(instant.slice(20, 26));
}

export function fromMicros(value: bigint): string | null {
  const rest = ((value % DAY) + DAY) % DAY;
  const date = fromDayNumber(Number((value - rest) / DAY));
  if (date === null) return null;
  const seconds = Number(rest / 1_000_000n);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part)).join(":");
  return `${date}T${time}.${pad(Number(rest % 1_000_000n), 6)}Z`;
}

function within(instant: string | null): string | null {
  return instant !== null && instant >= FIRST_INSTANT && instant <= LAST_INSTANT ? instant : null;
}

export function addMinutes(instant: string, count: Exact): string | null {
  return within(fromMicros(micros(instant) + BigInt(whole(count, -MAX_MINUTES, MAX_MINUTES)) * 60_000_000n));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const digits = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", calendar: "gregory", numberingSystem: "latn", ...digits });
  formats.set(zone, made);
  return made;
}

/** What clocks in the zone show at the instant. */
export function local(zone: string, instant: string): Civil {
  const held = instant < FIRST_INSTANT ? FIRST_INSTANT : instant > LAST_INSTANT ? LAST_INSTANT : instant;
  const found: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(Number(micros(held) / 1000n))) found[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = found;
  return { year, month, day, hour, minute, second };
}

export function localDate(zone: string, instant: string): string {
  const { year, month, day } = local(zone, instant);
  return dateText(year, month, day);
}

/** How far the zone's clocks are ahead of UTC, in microseconds. */
function offset(zone: string, at: bigint): bigint {
  const instant = fromMicros(at) ?? FIRST_INSTANT;
  const { year, month, day, hour, minute, second } = local(zone, instant);
  const shown = `${dateText(year, month, day)}T${pad(hour)}:${pad(minute)}:${pad(second)}.${instant.slice(20)}`;
  return micros(shown) - micros(instant);
}

/** The instant the zone calls that day at hour:minute; of two the first, in a gap after the clock before it. */
export function instantAt(zone: string, date: string, hour: number, minute: number): string | null {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  const wall = micros(`${date}T${pad(hour)}:${pad(minute)}:00.000000Z`);
  const [before, after] = [offset(zone, wall - DAY), offset(zone, wall + DAY)];
  const late = offset(zone, wall - before) !== before && offset(zone, wall - after) === after;
  return within(fromMicros(wall - (late ? after : before)));
}

// Working days

export function isWorkday(moment: Moment, date: string): boolean {
  if (moment.on?.has(date) === true) return true;
  return weekday(date) < 6 && moment.off?.has(date) !== true;
}

/** Working days from start to end, both counted. */
export function workdays(moment: Moment, start: string, end: string): number {
  if (end < start) return -workdays(moment, end, start);
  const days = dayNumber(end) - dayNumber(start) + 1;
  let count = Math.floor(days / 7) * 5;
  for (let i = 0; i < days % 7; i += 1) if ((weekday(start) - 1 + i) % 7 < 5) count += 1;
  const inside = (date: string): boolean => start <= date && date <= end;
  for (const date of moment.off ?? []) if (inside(date) && weekday(date) < 6) count -= 1;
  for (const date of moment.on ?? []) if (inside(date) && (weekday(date) > 5 || moment.off?.has(date) === true)) count += 1;
  return count;
}

export function addWorkdays(moment: Moment, date: string, count: number): string | null {
  if (Math.abs(count) > 10_000) return null;
  let day: string | null = date;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    do {
      day = fromDayNumber(dayNumber(day) + Math.sign(count));
      if (day === null) return null;
    } while (!isWorkday(moment, day));
  }
  return day;
}
