/** What an expression may yield in the browser, and how it reads from and writes to the wire. */
import { Decimal } from "decimal.js";

export type Kind = "text" | "number" | "boolean" | "date" | "datetime" | "reference" | "json";

/** An expression as data: constants, paths, calls. */
export type Ir = { lit: unknown } | { ref: string[]; row?: boolean } | { call: string; args: Ir[] };

/** Numbers wide enough for the exact product of any two; 5 rounds away from zero. */
export const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -200, toExpPos: 200 });
export type Exact = Decimal;

/**
 * Text, ids, dates ("2026-01-31") and points in time ("2026-01-31T01:00:00.000000Z") are strings: the checker has
 * told the kinds apart, so that values need not. Unknown is null.
 */
export type Value = string | Exact | boolean | null | Value[];

/** Names -> values; a reference that can be followed and the rows of a list are nested names. */
export interface Names {
  [name: string]: Value | Names | Names[] | undefined;
}

/** One instant as the request sees it. `off` and `on` are the holidays and make-up days of the business calendar. */
export interface Moment {
  now: string;
  zone: string;
  off?: ReadonlySet<string>;
  on?: ReadonlySet<string>;
}

/** What a field is, as far as values go. */
export interface Shape {
  key: string;
  kind: Kind;
  many: boolean;
  fields?: readonly Shape[] | null;
}

export function isExact(value: unknown): value is Exact {
  return Decimal.isDecimal(value);
}

/** ("number", "0.10") -> 0.1; ("datetime", "2026-01-31T01:00:00Z") -> its one spelling; what does not read is null. */
export function read(kind: Kind, wire: unknown): Value {
  if (wire === null || wire === undefined || wire === "") return wire === "" && kind === "text" ? "" : null;
  if (Array.isArray(wire)) return wire.map((item) => read(kind, item));
  if (kind === "number") return readNumber(wire);
  if (kind === "datetime") return typeof wire === "string" ? readInstant(wire) : null;
  if (typeof wire === "object") return "id" in wire && typeof wire.id === "string" ? wire.id : null;
  return typeof wire === "boolean" || typeof wire === "string" ? wire : null;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

function readNumber(wire: unknown): Value {
  if (typeof wire === "number" && Number.isFinite(wire)) return new Exact(wire);
  return typeof wire === "string" && NUMBER.test(wire) ? new Exact(wire) : null;
}

/** "2026-01-31T01:00:00.5Z" -> "2026-01-31T01:00:00.500000Z" */
export function readInstant(wire: string): string | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(wire);
  return match === null ? null : `${match[1] ?? ""}.${(match[2] ?? "").padEnd(6, "0")}Z`;
}

/** The names of a record from its fields and their wire values; subforms become rows. */
export function namesOf(shapes: readonly Shape[], values: Readonly<Record<string, unknown>>): Names {
  const names: Names = {};
  for (const { key, kind, fields } of shapes) {
    const wire = values[key];
    if (fields == null) names[key] = read(kind, wire);
    else names[key] = Array.isArray(wire) ? wire.map((row) => namesOf(fields, row as Record<string, unknown>)) : [];
  }
  return names;
}

/** A value as the wire spells it: numbers as exact text, points in time without idle zeros. */
export function wireOf(value: Value): string | boolean | null | string[] {
  if (Array.isArray(value)) return value.map((item) => String(wireOf(item)));
  if (isExact(value)) return spelled(value);
  return typeof value === "string" ? value.replace(/(T\d\d:\d\d:\d\d)\.000000Z$/, "$1Z") : value;
}

/** The one spelling of a number: 1234.50 -> "1234.5"; 1e2 -> "100"; -0 -> "0" */
export function spelled(value: Exact): string {
  return value.isZero() ? "0" : value.toFixed();
}
