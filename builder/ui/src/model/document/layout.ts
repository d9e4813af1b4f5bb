/** Layout arithmetic: rows of a section, and making room in one. */
import { columnsOf, itemKey, itemSpan, makeItem, REST, sectionsOf, unplaced } from "./find";
import { freshKey } from "./names";
import type { Place } from "./commands/command";
import type { FormDef, ItemDef, Label, SectionDef, Span } from "./types";

/** Items as they fall into rows: `["a", "b", {field: "c", span: 2}]` over 2 columns → [[a, b], [c]]. */
export function rowsOf(section: SectionDef): ItemDef[][] {
  const columns = columnsOf(section);
  const rows: ItemDef[][] = [];
  let free = 0;
  for (const item of section.items) {
    const span = itemSpan(item, columns);
    if (span > free) {
      rows.push([]);
      free = columns;
    }
    rows.at(-1)?.push(item);
    free -= span;
  }
  return rows;
}

/** Takes a field out of every section. */
export function unplace(form: FormDef, key: string): void {
  for (const section of form.layout ?? []) section.items = section.items.filter((item) => itemKey(item) !== key);
}

/** The section to write into: a real one, or the fields placed nowhere made real. */
export function realSection(form: FormDef, id: string): SectionDef | undefined {
  if (id !== REST) return sectionsOf(form).find((each) => each.id === id && !each.virtual)?.section;
  const made: SectionDef = { key: freshSectionKey(form), section: restLabel(form), columns: 2, items: unplaced(form) };
  form.layout = [...(form.layout ?? []), made];
  return form.layout.at(-1);
}

function restLabel(form: FormDef): Label {
  return (form.layout ?? []).length === 0 ? { "zh-CN": "基本信息", en: "Basics" } : { "zh-CN": "其他", en: "Other" };
}

/** A key that no section and no field of the form has: conditions name both. */
export function freshSectionKey(form: FormDef): string {
  const taken = [...form.fields.map((field) => field.key), ...(form.layout ?? []).flatMap((section) => section.key ?? [])];
  return freshKey("section_1", taken);
}

/** Puts a field where `place` says; the section is made real first. Nothing happens when the place is gone. */
export function putField(form: FormDef, key: string, place: Place): void {
  const section = realSection(form, place.section);
  if (!section || ("beside" in place && place.beside === key)) return;
  if (!("beside" in place) && place.before === key) return;
  const held = section.items.find((item) => itemKey(item) === key);
  const fresh = "span" in place ? (place.span ?? 1) : 1;
  const kept = held === undefined ? fresh : itemSpan(held, columnsOf(section));
  unplace(form, key);
  if ("beside" in place) putBeside(section, key, place.beside, place.side);
  else {
    const at = place.before === null ? -1 : section.items.findIndex((item) => itemKey(item) === place.before);
    section.items.splice(at < 0 ? section.items.length : at, 0, makeItem(key, Math.min(kept, columnsOf(section)) as Span));
  }
}

/** Shares a row: the other field gives half of its width, or the section gets a column more. */
function putBeside(section: SectionDef, key: string, other: string, side: "left" | "right"): void {
  const columns = columnsOf(section);
  const row = rowsOf(section).find((items) => items.some((item) => itemKey(item) === other));
  const place = section.items.findIndex((item) => itemKey(item) === other);
  const item = section.items[place];
  if (!row || item === undefined) {
    section.items.push(key);
    return;
  }
  const used = row.reduce((sum, each) => sum + itemSpan(each, columns), 0);
  const span = itemSpan(item, columns);
  if (used === columns && span === 1) widen(section, row);
  else if (used === columns) section.items[place] = makeItem(other, (span - 1) as Span);
  section.items.splice(side === "left" ? place : place + 1, 0, key);
}

/** One column more for the row that is full: `[a][b]` of 2 → 3 columns, every other row keeps its full width. */
function widen(section: SectionDef, full: ItemDef[]): void {
  const columns = columnsOf(section);
  if (columns === 3) return;
  const wider = (columns + 1) as Span;
  section.items = rowsOf(section).flatMap((row) => {
    if (row === full || row.every((item) => full.includes(item))) return row;
    const used = row.reduce((sum, item) => sum + itemSpan(item, columns), 0);
    const [first, ...others] = row;
    if (first === undefined || used < columns) return row;
    return [makeItem(itemKey(first), (itemSpan(first, columns) + 1) as Span), ...others];
  });
  section.columns = wider;
}
