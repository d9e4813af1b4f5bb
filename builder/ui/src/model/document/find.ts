/** Where things are: elements by id, sections with the fields placed nowhere, JSON Pointers to elements and back. */
import { idOf } from "./names";
import type { Definition, FieldDef, FormDef, Id, ItemDef, SectionDef, Span } from "./types";

/** Names a field: of a form, or of a subform (`parent`) of it. */
export interface FieldRef {
  form: Id;
  field: Id;
  parent?: Id;
}

/** The section that stands for fields placed nowhere; it exists on the canvas only. */
export const REST = "@rest";

export function findForm(definition: Definition, id: Id): FormDef | undefined {
  return definition.forms.find((form) => idOf(form) === id) ?? definition.forms.find((form) => form.key === id);
}

/** The list a field lives in: the form's, or its subform's. */
export function fieldList(form: FormDef, parent?: Id): FieldDef[] | undefined {
  if (parent === undefined) return form.fields;
  return form.fields.find((field) => idOf(field) === parent)?.fields;
}

export function findField(definition: Definition, ref: FieldRef): FieldDef | undefined {
  const form = findForm(definition, ref.form);
  return form && fieldList(form, ref.parent)?.find((field) => idOf(field) === ref.field);
}

export function itemKey(item: ItemDef): string {
  return typeof item === "string" ? item : item.field;
}

export function itemSpan(item: ItemDef, columns: Span): Span {
  const span = typeof item === "string" ? 1 : (item.span ?? 1);
  return Math.min(span, columns) as Span;
}

/** `("name", 1)` → "name"; `("name", 2)` → {field: "name", span: 2}. */
export function makeItem(field: string, span: Span): ItemDef {
  return span === 1 ? field : { field, span };
}

export function columnsOf(section: SectionDef): Span {
  return section.columns ?? 2;
}

/** A section as the canvas shows it. */
export interface ShownSection {
  id: Id;
  section: SectionDef;
  virtual: boolean;
}

/** Keys of the fields that no section holds, in their order. */
export function unplaced(form: FormDef): string[] {
  const placed = new Set((form.layout ?? []).flatMap((section) => section.items.map(itemKey)));
  return form.fields.map((field) => field.key).filter((key) => !placed.has(key));
}

/** The sections users see: as laid out, and last the fields placed nowhere. */
export function sectionsOf(form: FormDef): ShownSection[] {
  const shown = (form.layout ?? []).map((section, index) => ({ id: sectionId(section, index), section, virtual: false }));
  const rest = unplaced(form);
  if (rest.length === 0 && shown.length > 0) return shown;
  const section: SectionDef = { section: "", columns: 2, items: rest };
  return [...shown, { id: REST, section, virtual: true }];
}

/** A section's name: its key; one without a key is named by its place until `prepare` gives it one. */
export function sectionId(section: SectionDef, index: number): Id {
  return section.key ?? `@${index}`;
}

export function findSection(form: FormDef, id: Id): SectionDef | undefined {
  return form.layout?.find((section, index) => sectionId(section, index) === id);
}

/** The section that holds a field, by the field's key. */
export function sectionHolding(form: FormDef, key: string): ShownSection | undefined {
  return sectionsOf(form).find(({ section }) => section.items.some((item) => itemKey(item) === key));
}
