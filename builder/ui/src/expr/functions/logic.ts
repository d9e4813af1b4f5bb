/** Conditions, choices and blanks: three-valued, after Kleene; unknown is not true. */
import { Exact, isExact, type Value } from "../values";
import { open, strict, type Fn } from "./base";

export function same(a: Value, b: Value): boolean {
  return isExact(a) && isExact(b) ? a.eq(b) : a === b;
}

/** -1, 0 or 1; dates and points in time compare as text. */
export function order(a: Value, b: Value): number {
  if (isExact(a) && isExact(b)) return a.cmp(b);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function both(values: Value[]): Value {
  return values.includes(false) ? false : values.includes(null) ? null : true;
}

function either(values: Value[]): Value {
  return values.includes(true) ? true : values.includes(null) ? null : false;
}

function oneOf(value: Value, items: Value[]): Value {
  return either(items.map((item) => (value === null || item === null ? null : same(value, item))));
}

function negated(value: Value): Value {
  return value === null ? null : value !== true;
}

/** A blank list is an empty list. */
export function items(list: Value): Value[] {
  return Array.isArray(list) ? list : [];
}

export function known(values: Value[]): Value[] {
  return values.filter((value) => value !== null);
}

/** The values without repetition. */
export function different(values: Value[]): Value[] {
  return known(values).filter((value, i, all) => all.findIndex((other) => same(value, other)) === i);
}

function isBlank(value: Value): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function size(values: Value[]): Value {
  return new Exact(values.length);
}

export const LOGIC: Readonly<Record<string, Fn>> = {
  eq: strict((a: Value, b: Value) => same(a, b)),
  ne: strict((a: Value, b: Value) => !same(a, b)),
  lt: strict((a: Value, b: Value) => order(a, b) < 0),
  le: strict((a: Value, b: Value) => order(a, b) <= 0),
  gt: strict((a: Value, b: Value) => order(a, b) > 0),
  ge: strict((a: Value, b: Value) => order(a, b) >= 0),
  in: open((value: Value, ...list: Value[]) => oneOf(value, list)),
  not_in: open((value: Value, ...list: Value[]) => negated(oneOf(value, list))),
  has: open((list: Value, value: Value) => oneOf(value, known(items(list)))),
  is_null: open((value: Value) => value === null),
  and: open((...values: Value[]) => both(values)),
  or: open((...values: Value[]) => either(values)),
  not: open(negated),
  IF: open((...parts: Value[]) => {
    for (let i = 0; i + 1 < parts.length; i += 2) if (parts[i] === true) return parts[i + 1] ?? null;
    return parts.length % 2 === 1 ? (parts[parts.length - 1] ?? null) : null;
  }),
  COALESCE: open((...values: Value[]) => known(values)[0] ?? null),
  ISBLANK: open(isBlank),
  N: open((value: Value) => value ?? new Exact(0)),
  COUNT_ITEMS: open((list: Value) => size(items(list))),
  UNIQUE_ITEMS: open((list: Value) => size(different(items(list)))),
  rows_values: open((list: Value) => list),
  rows_unique: open((list: Value) => size(different(items(list)))),
};
