/** Which column of a file goes to which field. */
import type { FieldBundle, FormBundle, ImportColumn } from "@/api/types";
import { isEditable } from "./bundle";

/** Column index -> field key. */
export type Mapping = Record<string, string>;

export function importable(form: FormBundle): FieldBundle[] {
  return form.fields.filter((field) => (isEditable(field) || field.key === "owner_id") && field.fields == null && field.widget !== "attachment");
}

/** The server's guesses, each field once. */
export function guessed(columns: ImportColumn[], form: FormBundle): Mapping {
  const open = new Set(importable(form).map((field) => field.key));
  const mapping: Mapping = {};
  for (const column of columns) {
    if (column.guess === null || !open.has(column.guess)) continue;
    mapping[String(column.index)] = column.guess;
    open.delete(column.guess);
  }
  return mapping;
}

export function assigned(mapping: Mapping, index: number, field: string | null): Mapping {
  const rest = Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== String(index)));
  return field === null ? rest : { ...rest, [String(index)]: field };
}

/** Required fields no column goes to, and fields two columns go to. */
export function gaps(mapping: Mapping, form: FormBundle): { missing: FieldBundle[]; twice: FieldBundle[] } {
  const used = Object.values(mapping);
  const fields = importable(form);
  return {
    missing: fields.filter((field) => field.required && field.default == null && field.default_ir == null && !used.includes(field.key)),
    twice: fields.filter((field) => used.filter((key) => key === field.key).length > 1),
  };
}
