/** Bundles as they travel leave out what goes without saying; this says it. The only place that knows what absent means. */
import type * as wire from "@/generated/api";
import { FILTERS } from "@/generated/filters";
import { DEFAULTS } from "@/generated/options";
import type { Bundle, FieldBundle } from "./types";

const PERSON = "user";
const known = new Map<string, string[]>();

/** The operators that can be asked of a field, as engine/fields/filters.py has it. */
function filtersOf({ kind, many = false, target }: wire.FieldBundle): string[] {
  const person = target === PERSON;
  const sort = `${kind} ${many} ${person}`;
  let found = known.get(sort);
  if (found === undefined) {
    found = FILTERS.filter((each) => each.kinds.includes(kind) && each.many === many && (person || !each.person)).map((each) => each.key);
    known.set(sort, found);
  }
  return found;
}

/** `{type: "money", options: {min: "0"}}` → options `{currency: "CNY", digits: 2, min: "0"}`, every flag, the widget of its type. */
export function completeField(told: wire.FieldBundle): FieldBundle {
  const { many = false, required = false, system = false, reveal = false, sortable = false, widget = told.type, fields, ...said } = told;
  const options = { ...DEFAULTS[widget], ...told.options };
  const made: FieldBundle = { ...said, many, required, system, reveal, sortable, widget, options, filters: filtersOf(told) };
  return fields === undefined ? made : { ...made, fields: fields.map(completeField) };
}

export function complete(told: wire.Bundle): Bundle {
  const forms = Object.entries(told.forms).map(([key, form]) => [key, { ...form, fields: form.fields.map(completeField) }]);
  return { ...told, forms: Object.fromEntries(forms) };
}
