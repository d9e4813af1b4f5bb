/** Edits of the layout: where fields stand, their width, sections. */
import { columnsOf, findField, findForm, findSection, itemKey, makeItem, sectionHolding, sectionId } from "../find";
import { putField, realSection } from "../layout";
import type { Definition, SectionDef } from "../types";
import type { CommandOf } from "./command";

export function moveField(draft: Definition, command: CommandOf<"move_field">): void {
  const form = findForm(draft, command.form);
  const field = findField(draft, command);
  if (form && field) putField(form, field.key, command.place);
}

export function setSpan(draft: Definition, command: CommandOf<"set_span">): void {
  const form = findForm(draft, command.form);
  const field = findField(draft, command);
  const held = form && field && sectionHolding(form, field.key);
  const section = held && realSection(form, held.id);
  if (!field || !section) return;
  if (command.span > columnsOf(section)) section.columns = command.span;
  section.items = section.items.map((item) => (itemKey(item) === field.key ? makeItem(field.key, command.span) : item));
}

export function addSection(draft: Definition, command: CommandOf<"add_section">): void {
  const form = findForm(draft, command.form);
  if (!form) return;
  if ((form.layout ?? []).length === 0 && form.fields.length > 0) realSection(form, "@rest");
  form.layout = insertBefore(form.layout ?? [], command.section, command.before);
}

/** The section goes, its fields stay: they move to the section before it, or after it when it was the first. */
export function removeSection(draft: Definition, command: CommandOf<"remove_section">): void {
  const form = findForm(draft, command.form);
  const at = form?.layout?.findIndex((section, index) => sectionId(section, index) === command.section) ?? -1;
  const gone = form?.layout?.[at];
  if (!form?.layout || !gone) return;
  const heir = form.layout[at - 1] ?? form.layout[at + 1];
  if (heir) {
    const room = columnsOf(heir);
    const moved = gone.items.map((item) => (typeof item !== "string" && (item.span ?? 1) > room ? makeItem(item.field, room) : item));
    heir.items = at > 0 ? [...heir.items, ...moved] : [...moved, ...heir.items];
  }
  form.layout.splice(at, 1);
  if (form.conditions) form.conditions = form.conditions.filter((condition) => condition.item !== gone.key);
}

export function moveSection(draft: Definition, command: CommandOf<"move_section">): void {
  const form = findForm(draft, command.form);
  const moved = form && findSection(form, command.section);
  if (!form?.layout || !moved || command.before === command.section) return;
  const before = command.before === null ? undefined : findSection(form, command.before);
  const rest = form.layout.filter((section) => section !== moved);
  const to = before ? rest.indexOf(before) : rest.length;
  rest.splice(to, 0, moved);
  form.layout = rest;
}

export function setSection(draft: Definition, command: CommandOf<"set_section">): void {
  const form = findForm(draft, command.form);
  const section = form && realSection(form, command.section);
  if (!section) return;
  if (command.property === "columns") {
    section.items = section.items.map((item) => (typeof item === "string" ? item : makeItem(item.field, Math.min(item.span ?? 1, command.value) as 1 | 2 | 3)));
  }
  Object.assign(section, { [command.property]: command.value });
}

function insertBefore(sections: SectionDef[], made: SectionDef, before: string | null): SectionDef[] {
  const at = before === null ? -1 : sections.findIndex((section, index) => sectionId(section, index) === before);
  return at < 0 ? [...sections, made] : [...sections.slice(0, at), made, ...sections.slice(at)];
}
