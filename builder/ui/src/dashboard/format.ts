/** Numbers of reports as people read them: exact in tables, in 万 and 亿 on cards and axes. */
import type { Locale, Text, Wire } from "@/api/types";
import { asText, compact, fixed, grouped, shift } from "@/model/numbers";

/** How a measure is shown; `as` percent holds a share such as 0.153. */
export interface Look {
  digits?: number | null;
  unit?: Text | string | null;
  as?: string | null;
  currency?: string | null;
}

const SIGNS: Readonly<Record<string, string>> = { CNY: "￥", USD: "$", EUR: "€", GBP: "£", JPY: "¥", HKD: "HK$" };

function unitOf({ unit }: Look, locale: Locale): string {
  return unit === null || unit === undefined ? "" : typeof unit === "string" ? unit : unit[locale];
}

function sign(look: Look): string {
  return look.as === "money" ? (SIGNS[look.currency ?? "CNY"] ?? "") : "";
}

function dressed(text: string, look: Look): string {
  const mark = sign(look);
  if (mark === "") return text;
  return text.startsWith("-") ? `-${mark}${text.slice(1)}` : `${mark}${text}`;
}

/** `("1234567.5", {digits: 2, as: "money"})` → "￥1,234,567.50"; a share 0.1534 → "15.34%"; none → "—". */
export function exact(value: Wire, look: Look, locale: Locale): string {
  return withUnit(bare(value, look, locale), unitOf(look, locale));
}

/** The same where the unit is said elsewhere, once for all: "320 笔" → "320"; a percent sign always stays. */
export function bare(value: Wire, look: Look, locale: Locale): string {
  const text = asText(value);
  if (text === null) return value === null ? "—" : String(value);
  if (look.as === "percent") return `${grouped(fixed(shift(text, 2), look.digits ?? 2))}%`;
  const shown = dressed(grouped(look.digits === null || look.digits === undefined ? text : fixed(text, look.digits)), look);
  return unitOf(look, locale) === "%" ? `${shown}%` : shown;
}

function withUnit(shown: string, unit: string): string {
  return unit === "" || unit === "%" || shown === "—" ? shown : `${shown} ${unit}`;
}

/** What a column's head says once for all its numbers: "元"; nothing for shares. */
export function headUnit(look: Look, locale: Locale): string {
  const unit = unitOf(look, locale);
  return unit === "%" ? "" : unit;
}

/** Numbers that can share an axis: of one unit, shown in one way. */
export function scaleOf(look: Look, locale: Locale): string {
  return `${look.as ?? ""}|${unitOf(look, locale)}`;
}

/** A card's number apart from its unit: `"123456789"` → {number: "1.23亿", unit: "元"}. */
export function card(value: Wire, look: Look, locale: Locale): { number: string; unit: string } {
  const text = asText(value);
  if (text === null) return { number: "—", unit: "" };
  if (look.as === "percent") return { number: grouped(fixed(shift(text, 2), Math.min(look.digits ?? 1, 2))), unit: "%" };
  const whole = text.replace("-", "").split(".")[0] ?? "";
  const large = whole.length > 4;
  const shown = large ? compact(text, locale) : grouped(fixed(text, look.digits ?? (text.includes(".") ? 2 : 0)));
  return { number: dressed(shown, look), unit: unitOf(look, locale) };
}

/** A mark on an axis: `30000` → "3万", `0.25` of a share → "25%". */
export function tick(value: number, look: Look, locale: Locale): string {
  if (unitOf(look, locale) === "%") return `${trim(value.toFixed(1))}%`;
  if (look.as === "percent") return `${trim((value * 100).toFixed(1))}%`;
  const size = Math.abs(value);
  const steps: [number, string][] = locale === "en" ? [[1e9, "B"], [1e6, "M"], [1e3, "K"]] : [[1e8, "亿"], [1e4, "万"]];
  for (const [step, unit] of steps) if (size >= step) return `${trim((value / step).toFixed(1))}${unit}`;
  return trim(value.toFixed(size < 1 ? 2 : 1));
}

function trim(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** How the server shows a measure, read off one of its texts: "￥1,234.50" is money, "15.3%" a share. */
export function lookFrom(text: string | null | undefined): Pick<Look, "as" | "currency"> {
  if (text === null || text === undefined) return {};
  if (text.endsWith("%")) return { as: "percent" };
  const found = Object.entries(SIGNS).find(([, mark]) => text.replace("-", "").startsWith(mark));
  return found ? { as: "money", currency: found[0] } : {};
}

export function asNumber(value: Wire | undefined): number | null {
  const text = asText(value);
  return text === null ? null : Number(text);
}

/** How far a number moved since the period before: "1200" from "1000" → 0.2; from nothing → null. */
export function change(value: Wire, previous: Wire): number | null {
  const now = Number(asText(value) ?? NaN);
  const before = Number(asText(previous) ?? NaN);
  return Number.isFinite(now) && Number.isFinite(before) && before !== 0 ? (now - before) / Math.abs(before) : null;
}
