/** What is sent: only what people may write and did change. */
import type { FieldBundle, FormBundle, RowValues, Values, Wire } from "@/api/types";
import { isEditable } from "../bundle";
import { isRows } from "./live";

export function same(left: Wire | undefined, right: Wire | undefined): boolean {
  return left === right || (left ?? null) === (right ?? null) || JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}

/** Rows without what is computed in them. */
function sentRows(field: FieldBundle, rows: RowValues[]): RowValues[] {
  const kept = (field.fields ?? []).filter(isEditable).map((column) => column.key);
  return rows.map((row) => Object.fromEntries([...(row["id"] === undefined ? [] : [["id", row["id"]]]), ...kept.filter((key) => row[key] !== undefined).map((key) => [key, row[key]])]) as RowValues);
}

export function sent(field: FieldBundle, value: Wire | undefined): Wire {
  if (field.fields != null && isRows(value)) return sentRows(field, value);
  return value ?? null;
}

/** Everything typed into a new record; hidden fields stay out. */
export function newValues(form: FormBundle, values: Values, hidden: ReadonlySet<string>): Values {
  return Object.fromEntries(form.fields.filter((field) => isEditable(field) && !hidden.has(field.key) && values[field.key] !== undefined && values[field.key] !== null).map((field) => [field.key, sent(field, values[field.key])]));
}

/** Fields people fill in that somebody else changed meanwhile, except those that now say what was written here, too. */
export function contested(form: FormBundle, before: Values, latest: Values, mine: Values): FieldBundle[] {
  const now = (field: FieldBundle): Wire => sent(field, latest[field.key]);
  return form.fields.filter((field) => isEditable(field) && !same(sent(field, before[field.key]), now(field)) && !(field.key in mine && same(mine[field.key], now(field))));
}

/** What differs from the stored record; a masked value nobody touched is not sent back. */
export function changedValues(form: FormBundle, before: Values, values: Values): Values {
  return Object.fromEntries(
    form.fields.filter((field) => isEditable(field) && !same(sent(field, before[field.key]), sent(field, values[field.key]))).map((field) => [field.key, sent(field, values[field.key])]),
  );
}
