/** Dates as people read them, in the time zone of the workspace. */
import type { Locale } from "@/api/types";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions, locale: string): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

/** "2026-11-21" -> "2026年11月21日" | "21 Nov 2026" */
export function longDate(date: string, locale: Locale): string {
  const [year, month, day] = date.split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) return date;
  if (locale === "zh-CN") return `${year}年${month}月${day}日`;
  return formatter("UTC", { day: "numeric", month: "short", year: "numeric" }, "en-GB").format(Date.UTC(year, month - 1, day));
}

/** A day there is, or a moment of one: "2026-11-21", "2026-11-21T01:00:00Z"; not "2026-02-30", not "明天". */
export function isDay(text: string): boolean {
  const [day = ""] = /^\d{4}-\d{2}-\d{2}(?=$|T\d{2}:)/.exec(text) ?? [];
  return day !== "" && !Number.isNaN(Date.parse(text)) && new Date(Date.parse(day)).toISOString().startsWith(day);
}

/** "2026-11-21T01:00:00Z" -> "2026-11-21 09:00" in Shanghai */
export function shortInstant(instant: string, zone: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const parts = formatter(zone, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en-CA").formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}

export function today(zone: string): string {
  return shortInstant(new Date().toISOString(), zone).slice(0, 10);
}

/** Wall-clock "2026-11-21 09:00" in a zone -> "2026-11-21T01:00:00Z" */
export function instantOf(wall: string, zone: string): string {
  const guess = Date.parse(`${wall.replace(" ", "T")}:00Z`.replace(/(:\d\d:\d\d):00Z$/, "$1Z"));
  let time = guess;
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${shortInstant(new Date(time).toISOString(), zone).replace(" ", "T")}:00Z`);
    time += guess - shown;
  }
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, "minute"],
  [3600, "hour"],
  [86400, "day"],
];

/** Instant -> "3 小时前"; beyond a week the date itself. */
export function ago(instant: string, zone: string, locale: Locale, now = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const distance = Math.abs(seconds);
  if (Number.isNaN(seconds)) return instant;
  if (distance < 45) return locale === "en" ? "just now" : "刚刚";
  if (distance > 7 * 86400) return shortInstant(instant, zone).slice(distance > 300 * 86400 ? 0 : 5, 16);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  let [length, unit] = STEPS[0] as [number, Intl.RelativeTimeFormatUnit];
  for (const step of STEPS) if (distance >= step[0]) [length, unit] = step;
  return relative.format(Math.round(seconds / length), unit);
}

/** 120400 -> "118 KB" */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
