/** Reads the boxes of the canvas off the page, when the pointer is over it. */
import type { Span } from "@/model/document/types";
import type { Box, ItemBox, SectionBox, TableBox } from "./drop";

function boxOf(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}

const all = (within: Element, query: string): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(query)];

export function measure(x: number, y: number): { sections: SectionBox[]; tables: TableBox[] } | null {
  const canvas = document.querySelector("[data-canvas]");
  if (!canvas) return null;
  const frame = boxOf(canvas);
  if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return null;
  const sections = all(canvas, "[data-section]").map((section) => ({
    ...boxOf(section),
    id: section.dataset["section"] ?? "",
    columns: Number(section.dataset["columns"]) as Span,
    items: all(section, "[data-item]").map((item): ItemBox => ({ ...boxOf(item), key: item.dataset["item"] ?? "", span: Number(item.dataset["span"]) as Span, whole: item.dataset["whole"] === "true" })),
  }));
  const tables = all(canvas, "[data-table]").map((table) => ({
    ...boxOf(table),
    parent: table.dataset["table"] ?? "",
    columns: all(table, "[data-column]").map((column) => ({ ...boxOf(column), id: column.dataset["column"] ?? "" })),
  }));
  return { sections, tables };
}
