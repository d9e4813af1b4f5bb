/** Edits of what a form does: conditions, checks, list views. */
import { findForm } from "../find";
import { without } from "../names";
import type { Definition, Json, JsonObject } from "../types";
import type { CommandOf } from "./command";

/** One condition per item; `null` empties the slot, and a condition without slots goes. */
export function setCondition(draft: Definition, command: CommandOf<"set_condition">): void {
  const form = findForm(draft, command.form);
  if (!form) return;
  const held = form.conditions?.find((condition) => condition.item === command.item);
  if (command.value === null) {
    if (!held) return;
    const left = without(held, command.slot);
    const empty = left.visible === undefined && left.required_if === undefined && left.readonly_if === undefined;
    form.conditions = (form.conditions ?? []).flatMap((each) => (each !== held ? [each] : empty ? [] : [left]));
  } else if (held) held[command.slot] = command.value;
  else form.conditions = [...(form.conditions ?? []), { item: command.item, [command.slot]: command.value }];
}

export function addCheck(draft: Definition, command: CommandOf<"add_check">): void {
  const form = findForm(draft, command.form);
  if (form && !form.checks?.some((check) => check.key === command.check.key)) form.checks = [...(form.checks ?? []), command.check];
}

export function setCheck(draft: Definition, command: CommandOf<"set_check">): void {
  put(findForm(draft, command.form)?.checks, command.check, command.property, command.value);
}

export function removeCheck(draft: Definition, command: CommandOf<"remove_check">): void {
  const form = findForm(draft, command.form);
  if (form?.checks) form.checks = form.checks.filter((check) => check.key !== command.check);
}

export function addView(draft: Definition, command: CommandOf<"add_view">): void {
  const form = findForm(draft, command.form);
  if (form && !form.views?.some((view) => view.key === command.view.key)) form.views = [...(form.views ?? []), command.view];
}

export function setView(draft: Definition, command: CommandOf<"set_view">): void {
  put(findForm(draft, command.form)?.views, command.view, command.property, command.value);
}

export function removeView(draft: Definition, command: CommandOf<"remove_view">): void {
  const form = findForm(draft, command.form);
  if (form?.views) form.views = form.views.filter((view) => view.key !== command.view);
}

function put<T extends JsonObject & { key: string }>(list: T[] | undefined, key: string, property: string, value: Json | undefined): void {
  const at = list?.findIndex((each) => each.key === key) ?? -1;
  const element = list?.[at];
  if (!list || !element) return;
  if (value !== undefined) Object.assign(element, { [property]: value });
  else if (property in element) list[at] = without(element, property);
}
