/** Where a thing that is let go lands: from the boxes on the canvas and the pointer to a place and an insertion line. */
import type { Place } from "@/model/document/commands/command";
import type { Span } from "@/model/document/types";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A field as it stands on the canvas. */
export interface ItemBox extends Box {
  key: string;
  span: Span;
  /** It always takes the whole width: nothing stands beside it. */
  whole?: boolean;
}

export interface SectionBox extends Box {
  id: string;
  columns: Span;
  items: ItemBox[];
}

export interface ColumnBox extends Box {
  id: string;
}

/** The header row of a subform. */
export interface TableBox extends Box {
  /** Id of the subform field. */
  parent: string;
  columns: ColumnBox[];
}

export interface Line {
  left: number;
  top: number;
  length: number;
  way: "across" | "down";
}

export type Drop =
  | { into: "layout"; place: Place; line: Line }
  | { into: "table"; parent: string; before: string | null; line: Line }
  | { into: "sections"; before: string | null; line: Line };

const GAP = 6;

function holds(box: Box, x: number, y: number, margin = 0): boolean {
  return x >= box.left - margin && x <= box.right + margin && y >= box.top - margin && y <= box.bottom + margin;
}

/** Items of a section in the row of `item`. */
function rowOf(section: SectionBox, item: ItemBox): ItemBox[] {
  return section.items.filter((other) => Math.abs(other.top - item.top) < 4);
}

/**
 * `dropField(sections, tables, x, y)`: inside a subform its columns, else beside, above or below the nearest field.
 * What is `whole` itself is never put beside anything.
 */
export function dropField(sections: SectionBox[], tables: TableBox[], x: number, y: number, whole = false): Drop | null {
  const table = tables.find((each) => holds(each, x, y));
  if (table) return inTable(table, x);
  const section = sections.find((each) => holds(each, x, y)) ?? nearest(sections, x, y);
  if (!section) return null;
  const item = section.items.find((each) => holds(each, x, y, GAP));
  return item ? atItem(section, item, x, y, whole) : atGap(section, x, y);
}

function nearest(sections: SectionBox[], x: number, y: number): SectionBox | undefined {
  const inside = sections.filter((each) => x >= each.left - 40 && x <= each.right + 40);
  return inside.toSorted((a, b) => distance(a, y) - distance(b, y))[0];
}

function distance(box: Box, y: number): number {
  return Math.max(box.top - y, y - box.bottom, 0);
}

/** The outer fifth at either side shares the row; the upper half goes before, the lower half after. */
function atItem(section: SectionBox, item: ItemBox, x: number, y: number, whole: boolean): Drop {
  const edge = Math.min(72, (item.right - item.left) * 0.22);
  const side = x < item.left + edge ? "left" : x > item.right - edge ? "right" : null;
  const alone = whole || item.whole === true;
  if (!alone && side !== null && (rowOf(section, item).length < 3 || item.span > 1)) {
    const line: Line = { left: side === "left" ? item.left - GAP : item.right + GAP, top: item.top, length: item.bottom - item.top, way: "down" };
    return { into: "layout", place: { section: section.id, beside: item.key, side }, line };
  }
  const before = side === null || alone ? y < (item.top + item.bottom) / 2 : side === "left";
  return before ? above(section, item) : below(section, item);
}

function above(section: SectionBox, item: ItemBox): Drop {
  const line: Line = { left: item.left, top: item.top - GAP, length: item.right - item.left, way: "across" };
  return { into: "layout", place: { section: section.id, before: item.key }, line };
}

function below(section: SectionBox, item: ItemBox): Drop {
  const next = section.items[section.items.indexOf(item) + 1];
  const line: Line = { left: item.left, top: item.bottom + GAP, length: item.right - item.left, way: "across" };
  return { into: "layout", place: { section: section.id, before: next?.key ?? null }, line };
}

/** Between the fields: before the first that lies below or to the right, else at the end. */
function atGap(section: SectionBox, x: number, y: number): Drop {
  const next = section.items.find((item) => item.top > y || (item.bottom > y && item.left > x));
  if (next) return above(section, next);
  const last = section.items.at(-1);
  if (last) return below(section, last);
  const line: Line = { left: section.left + 16, top: (section.top + section.bottom) / 2, length: section.right - section.left - 32, way: "across" };
  return { into: "layout", place: { section: section.id, before: null }, line };
}

function inTable(table: TableBox, x: number): Drop {
  const next = table.columns.find((column) => x < (column.left + column.right) / 2);
  const last = table.columns.at(-1);
  const left = next ? next.left : last ? last.right : table.left + 12;
  const line: Line = { left, top: table.top + 2, length: table.bottom - table.top - 4, way: "down" };
  return { into: "table", parent: table.parent, before: next?.id ?? null, line };
}

/** A section lands between sections. */
export function dropSection(sections: SectionBox[], y: number): Drop | null {
  const next = sections.find((each) => y < (each.top + each.bottom) / 2);
  const edge = next ?? sections.at(-1);
  if (!edge) return null;
  const line: Line = { left: edge.left, top: next ? edge.top - GAP - 2 : edge.bottom + GAP + 2, length: edge.right - edge.left, way: "across" };
  return { into: "sections", before: next?.id ?? null, line };
}
