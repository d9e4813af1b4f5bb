/** Mistakes the browser can see by itself; the server checks all of it again. */
import type { FieldBundle, FormBundle, Problem, RowValues, Text, Values, Wire } from "@/api/types";
import { isEditable } from "../bundle";
import { isDay } from "../dates";
import { asText, isExact, shift } from "../numbers";
import { type Derived, type Host, isRows } from "./live";

/** Where, and which sentence: a key of the `form` texts with its holes, or a text of the definition. */
export type Mistake = { at: string; code: string; holes?: Record<string, string | number> } | { at: string; text: Text };

function blank(value: Wire | undefined): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
}

/** ("9007199254740993", "9007199254740992") -> 1, without floats */
export function compareExact(left: string, right: string): number {
  const [, leftTail = ""] = left.split(".");
  const [, rightTail = ""] = right.split(".");
  const places = Math.max(leftTail.length, rightTail.length);
  const difference = BigInt(shift(left, places)) - BigInt(shift(right, places));
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

function numberMistake(field: FieldBundle, value: Wire): [string, Record<string, string | number>?] | null {
  const text = asText(value);
  if (text === null) return ["notNumber"];
  const places = field.widget === "percent" ? 2 : 0;
  const digits = field.options.digits;
  const tail = (text.split(".")[1] ?? "").replace(/0+$/, "").length;
  if (typeof digits === "number" && tail > digits + places) return digits === 0 && places === 0 ? ["wholeOnly"] : ["tooManyDigits", { digits }];
  if (field.widget === "integer" && tail > 0) return ["wholeOnly"];
  const { min, max } = field.options;
  const shown = (bound: string): string => (places > 0 ? `${shift(bound, places)}%` : bound);
  if (min != null && isExact(String(min)) && compareExact(text, String(min)) < 0) return ["tooSmall", { min: shown(String(min)) }];
  if (max != null && isExact(String(max)) && compareExact(text, String(max)) > 0) return ["tooLarge", { max: shown(String(max)) }];
  return null;
}

/** The check digit of ISO 7064 over 17 places. */
export function isIdCard(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return "10X98765432"[sum % 11] === text[17];
}

const SHAPES: Record<string, [RegExp | ((text: string) => boolean), string]> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "notEmail"],
  id_card: [isIdCard, "notIdCard"],
};

function valueMistake(field: FieldBundle, value: Wire): [string, Record<string, string | number>?] | null {
  if (field.kind === "number") return numberMistake(field, value);
  if (typeof value !== "string") return null;
  if ((field.kind === "date" || field.kind === "datetime") && !isDay(value)) return ["notDate"];
  const max = field.options.max_length;
  const length = [...value].length;
  if (typeof max === "number" && length > max) return ["tooLong", { max, length }];
  const shape = SHAPES[field.widget];
  if (shape === undefined || field.access === "masked" && value.includes("*")) return null;
  const [test, code] = shape;
  return (typeof test === "function" ? test(value) : test.test(value)) ? null : [code];
}

function fieldMistake(field: FieldBundle, at: string, value: Wire | undefined, required: boolean, label: string): Mistake | null {
  if (!isEditable(field)) return null;
  if (blank(value)) return required ? { at, code: field.fields == null ? "need" : "rows", holes: { label } } : null;
  const found = valueMistake(field, value ?? null);
  return found === null ? null : { at, code: found[0], ...(found[1] === undefined ? {} : { holes: found[1] }) };
}

function rowMistakes(field: FieldBundle, value: Wire | undefined, say: (text: Text) => string): Mistake[] {
  if (field.fields == null || !isRows(value)) return [];
  const rows: RowValues[] = value;
  return rows.flatMap((row, index) =>
    (field.fields ?? []).flatMap((column) => fieldMistake(column, `${field.key}.${index}.${column.key}`, row[column.key], column.required, say(column.label)) ?? []),
  );
}

/** All mistakes in the order of the form. Hidden fields are not asked for. */
export function checkForm(form: FormBundle, derived: Derived, host: Host, say: (text: Text) => string): Mistake[] {
  const order = new Map(form.layout.flatMap((section) => section.items).map((item, index) => [item.field, index]));
  const fields = form.fields.filter((field) => !derived.hidden.has(field.key)).sort((a, b) => (order.get(a.key) ?? 999) - (order.get(b.key) ?? 999));
  const own = fields.flatMap((field) => {
    const found = fieldMistake(field, field.key, derived.values[field.key], derived.required.has(field.key), say(field.label));
    return [...(found === null ? [] : [found]), ...rowMistakes(field, derived.values[field.key], say)];
  });
  return own.length > 0 ? own : checks(form, derived.values, host);
}

/** Checks the definition writes; what they cannot decide yet they do not refuse. */
function checks(form: FormBundle, values: Values, host: Host): Mistake[] {
  if (form.checks.length === 0) return [];
  const opened = host.open(form.fields, values);
  return form.checks.flatMap((check) => (opened.value(check.ir) === false ? [{ at: check.at ?? "", text: check.message }] : []));
}

/** Where a refusal of the server belongs: "lines[0].amount", "lines/0/amount" -> "lines.0.amount" */
export function placeOf(problem: Problem): string {
  return (problem.at ?? "").replace(/\[(\d+)\]/g, ".$1").replace(/^\/|^values[./]/, "").replace(/\//g, ".");
}

/** Problems by place; those that name no place are under "". */
export function byPlace(problems: Problem[], known: ReadonlySet<string>): Map<string, Text[]> {
  const places = new Map<string, Text[]>();
  for (const problem of problems) {
    const place = placeOf(problem);
    const at = known.has(place.split(".")[0] ?? "") ? place : "";
    places.set(at, [...(places.get(at) ?? []), problem.message]);
  }
  return places;
}
