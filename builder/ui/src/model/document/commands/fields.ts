/** Edits of fields: add, remove, duplicate, options, key, order of a subform's columns. */
import { fieldList, findField, findForm, itemKey, sectionHolding } from "../find";
import { putField, unplace } from "../layout";
import { fieldKeys, idOf, keyFault, without } from "../names";
import { renameSites } from "../references";
import type { Definition, FieldDef } from "../types";
import type { CommandOf } from "./command";
import { original } from "immer";

export function addField(draft: Definition, command: CommandOf<"add_field">): void {
  const form = findForm(draft, command.form);
  if (!form) return;
  const parent = form.fields.find((field) => idOf(field) === command.parent);
  if (command.parent !== undefined && !parent) return;
  if (fieldKeys(form, parent).includes(command.field.key)) return;
  if (parent) parent.fields = [...(parent.fields ?? []), command.field];
  else {
    form.fields.push(command.field);
    if (command.place) putField(form, command.field.key, command.place);
  }
}

export function removeField(draft: Definition, command: CommandOf<"remove_field">): void {
  const form = findForm(draft, command.form);
  const list = form && fieldList(form, command.parent);
  const at = list?.findIndex((field) => idOf(field) === command.field) ?? -1;
  const gone = list?.[at];
  if (!form || !list || !gone) return;
  list.splice(at, 1);
  if (command.parent !== undefined) return;
  unplace(form, gone.key);
  if (form.conditions) form.conditions = form.conditions.filter((condition) => condition.item !== gone.key);
}

export function duplicateField(draft: Definition, command: CommandOf<"duplicate_field">): void {
  const form = findForm(draft, command.form);
  const list = form && fieldList(form, command.parent);
  const at = list?.findIndex((field) => idOf(field) === command.field) ?? -1;
  const source = list?.[at];
  if (!form || !list || !source || list.some((field) => field.key === command.key)) return;
  list.splice(at + 1, 0, copyOf(source, command.key, command.uid));
  if (command.parent !== undefined) return;
  const held = sectionHolding(form, source.key);
  if (!held || held.virtual) return;
  const items = held.section.items;
  const after = items[items.findIndex((item) => itemKey(item) === source.key) + 1];
  putField(form, command.key, { section: held.id, before: after === undefined ? null : itemKey(after) });
}

/** A copy with a name of its own; columns of a subform are then known by their keys, so that no uid is there twice. */
function copyOf(source: FieldDef, key: string, uid: string): FieldDef {
  const copy = JSON.parse(JSON.stringify(source)) as FieldDef;
  for (const column of copy.fields ?? []) delete column.uid;
  return { ...copy, key, uid };
}

/** `undefined` takes the option away, so the type's own default holds again. */
export function setOption(draft: Definition, command: CommandOf<"set_option">): void {
  const form = findForm(draft, command.form);
  const list = form && fieldList(form, command.parent);
  const at = list?.findIndex((field) => idOf(field) === command.field) ?? -1;
  const field = list?.[at];
  if (!list || !field || command.option === "key" || command.option === "uid") return;
  if (command.value !== undefined) field[command.option] = command.value;
  else if (command.option in field) list[at] = without(field, command.option);
}

/** A new key, and with it every expression, view, rule and right that says the old one. */
export function renameKey(draft: Definition, command: CommandOf<"rename_key">): void {
  const before = original(draft);
  const form = findForm(draft, command.form);
  const field = findField(draft, command);
  if (!before || !form || !field || field.key === command.key) return;
  const parent = form.fields.find((each) => idOf(each) === command.parent);
  if (keyFault(command.key, fieldKeys(form, parent)) !== null) return;
  renameSites(draft, before, { form: form.key, field: field.key, ...(parent ? { parent: parent.key } : {}) }, command.key);
  field.uid = idOf(field);
  field.key = command.key;
}

export function moveColumn(draft: Definition, command: CommandOf<"move_column">): void {
  const form = findForm(draft, command.form);
  const list = form && fieldList(form, command.parent);
  const from = list?.findIndex((field) => idOf(field) === command.field) ?? -1;
  const moved = list?.[from];
  if (!list || !moved || command.before === command.field) return;
  list.splice(from, 1);
  const to = command.before === null ? -1 : list.findIndex((field) => idOf(field) === command.before);
  list.splice(to < 0 ? list.length : to, 0, moved);
}
