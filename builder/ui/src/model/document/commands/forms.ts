/** Edits of forms as a whole, and of the whole definition. */
import { original } from "immer";
import type { FormGrant } from "@/generated/definition";
import { findForm } from "../find";
import { formKeys, idOf, keyFault, without } from "../names";
import { renameSites } from "../references";
import { isObject, type Definition } from "../types";
import type { CommandOf, Rights } from "./command";

const GRANTS: Readonly<Record<Rights, FormGrant>> = {
  own: { read: "all", create: true, edit: "own" },
  all: { read: "all", create: true, edit: "all", delete: "all", import: true, export: true, print: true },
};

/** A new form, with the roles that may fill it and its place in the menu: a form nobody can reach is of no use. */
export function addForm(draft: Definition, command: CommandOf<"add_form">): void {
  if (formKeys(draft).includes(command.form.key)) return;
  draft.forms.push(command.form);
  for (const role of draft.roles ?? []) {
    if (!command.roles.includes(role.key)) continue;
    role.forms = { ...role.forms, [command.form.key]: GRANTS[command.rights] };
  }
  if (command.navigation) addLink(draft, command.form.key);
}

/** An app that draws no menu shows all it has; one of a single entry would hide the rest. */
function addLink(draft: Definition, form: string): void {
  const groups = Array.isArray(draft["navigation"]) ? draft["navigation"] : [];
  const last = groups.at(-1);
  if (isObject(last) && Array.isArray(last["items"])) last["items"].push({ form });
}

export function setForm(draft: Definition, command: CommandOf<"set_form">): void {
  const form = findForm(draft, command.form);
  if (!form) return;
  if (command.value === undefined) draft.forms = draft.forms.map((each) => (each === form ? without(each, command.property) : each));
  else Object.assign(form, { [command.property]: command.value });
}

export function renameForm(draft: Definition, command: CommandOf<"rename_form">): void {
  const before = original(draft);
  const form = findForm(draft, command.form);
  if (!before || !form || form.key === command.key || keyFault(command.key, formKeys(draft)) !== null) return;
  renameSites(draft, before, { form: form.key }, command.key);
  form.uid = idOf(form);
  form.key = command.key;
}

/** The form goes, and with it its link in the menu and the rights to it; other uses are shown as problems. */
export function removeForm(draft: Definition, command: CommandOf<"remove_form">): void {
  const form = findForm(draft, command.form);
  if (!form) return;
  const key = form.key;
  draft.forms = draft.forms.filter((each) => each !== form);
  for (const role of draft.roles ?? []) if (role.forms && key in role.forms) role.forms = without(role.forms, key);
  if (!Array.isArray(draft["navigation"])) return;
  for (const group of draft["navigation"]) {
    if (!isObject(group) || !Array.isArray(group["items"])) continue;
    group["items"] = group["items"].filter((item) => !isObject(item) || item["form"] !== key);
  }
}

export function replaceDefinition(draft: Definition, command: CommandOf<"replace_definition">): void {
  for (const name of Object.keys(draft)) if (!(name in command.definition)) Reflect.deleteProperty(draft, name);
  Object.assign(draft, command.definition);
}
