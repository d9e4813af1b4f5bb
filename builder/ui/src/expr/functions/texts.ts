/** Text: lengths and positions count characters, case folds ASCII only. */
import { Exact, spelled, type Value } from "../values";
import { open, strict, type Fn } from "./base";
import { items } from "./logic";
import { digitsOf, rounded, whole } from "./numbers";

const MAX_COUNT = 10_000;
const SPACES = " \t\r\n\u3000\u00a0";
const NUMBER = /^[+-]?([0-9]{1,30}(\.[0-9]{0,24})?|\.[0-9]{1,24})$/;

function counted(value: Exact): number {
  return whole(value, 0, MAX_COUNT);
}

function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACES.includes(text.charAt(start))) start += 1;
  while (end > start && SPACES.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Where the part begins, counting characters from 1; 0 when it does not occur. */
function find(part: string, text: string): Value {
  const index = text.indexOf(part);
  return new Exact(index < 0 ? 0 : Array.from(text.slice(0, index)).length + 1);
}

function numberText(value: Exact, digits?: Exact): string {
  if (digits === undefined) return spelled(value);
  const kept = digitsOf(digits);
  const text = rounded(value, kept).toFixed(Math.max(kept, 0));
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}

export const TEXTS: Readonly<Record<string, Fn>> = {
  CONCAT: open((...values: Value[]) => values.filter((value) => value !== null).join("")),
  LEFT: strict((text: string, count: Exact) => Array.from(text).slice(0, counted(count)).join("")),
  RIGHT: strict((text: string, count: Exact) => {
    const letters = Array.from(text);
    return letters.slice(Math.max(letters.length - counted(count), 0)).join("");
  }),
  MID: strict((text: string, start: Exact, count: Exact) => {
    const first = Math.max(counted(start), 1) - 1;
    return Array.from(text).slice(first, first + counted(count)).join("");
  }),
  LEN: strict((text: string) => new Exact(Array.from(text).length)),
  UPPER: strict((text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  LOWER: strict((text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  TRIM: strict(trim),
  CONTAINS: strict((text: string, part: string) => text.includes(part)),
  STARTSWITH: strict((text: string, part: string) => text.startsWith(part)),
  ENDSWITH: strict((text: string, part: string) => text.endsWith(part)),
  FIND: strict(find),
  REPLACE: strict((text: string, old: string, by: string) => (old === "" ? text : text.split(old).join(by))),
  VALUE: strict((text: string) => (NUMBER.test(text) ? new Exact(text) : null)),
  TEXT: strict(numberText),
  JOIN: open((list: Value, separator: Value) =>
    separator === null ? null : items(list).filter((value) => value !== null).join(String(separator)),
  ),
};
