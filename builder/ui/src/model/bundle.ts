/** Looking things up in the bundle. */
import type { FieldBundle, FormBundle, RecordItem, ViewBundle } from "@/api/types";

const byKey = new WeakMap<FormBundle, ReadonlyMap<string, FieldBundle>>();

export function fieldsOf(form: FormBundle): ReadonlyMap<string, FieldBundle> {
  let found = byKey.get(form);
  if (found === undefined) {
    found = new Map(form.fields.map((field) => [field.key, field]));
    byKey.set(form, found);
  }
  return found;
}

/** The view a list shows: the one asked for, "_all" for none, else the first there is. */
export function viewOf(form: FormBundle, key: string | null): ViewBundle | undefined {
  if (key === "_all") return undefined;
  return form.views.find((view) => view.key === key) ?? (key === null ? form.views[0] : undefined);
}

/** The view of a list: the one asked for, else the first; records that a report leads to are not narrowed by a view. */
export function currentView(form: FormBundle, { view, where }: { view: string | null; where: string | null }): ViewBundle | undefined {
  if (view !== null || where === null) return viewOf(form, view);
  return form.views.find((each) => each.where == null || each.where === "");
}

/** Fields a person may fill by hand. */
export function isEditable(field: FieldBundle): boolean {
  return field.access !== "read" && !field.system && field.computed == null;
}

/** The field that says where a record stands: a choice called state, status or stage, else the first with colours. */
export function statusField(form: FormBundle): FieldBundle | undefined {
  const choices = form.fields.filter((field) => !field.many && field.options.choices !== undefined);
  return choices.find((field) => /^(state|status|stage)$/.test(field.key)) ?? choices.find((field) => field.options.choices?.some((choice) => choice.color != null));
}

/** A few fields worth reading first: what the first view shows beside title and status. */
export function keyFields(form: FormBundle, most = 4): FieldBundle[] {
  const status = statusField(form)?.key;
  const fields = fieldsOf(form);
  const order = form.views[0]?.columns ?? form.layout[0]?.items.map((item) => item.field) ?? [];
  return order
    .map((key) => fields.get(key))
    .filter((field) => field !== undefined)
    .filter((field) => field.key !== form.title && field.key !== status && field.fields == null && field.access !== "masked" && field.widget !== "attachment")
    .slice(0, most);
}

export function titleOf(item: RecordItem, form: FormBundle): string {
  const title = item[form.title];
  return typeof title === "string" && title !== "" ? title : "";
}
