import { describe, expect, it } from "vitest";
import { dropField, dropSection, type ItemBox, type SectionBox } from "./drop";

const box = (left: number, top: number, width: number, height: number) => ({ left, top, right: left + width, bottom: top + height });
const item = (key: string, left: number, top: number, width = 200, span: 1 | 2 | 3 = 1): ItemBox => ({ key, span, ...box(left, top, width, 60) });

/** Two columns: name | phone over a full-width note. */
const BASIC: SectionBox = { id: "s1", columns: 2, ...box(0, 0, 440, 200), items: [item("name", 10, 40), item("phone", 230, 40), item("note", 10, 120, 420, 2)] };
const EMPTY: SectionBox = { id: "s2", columns: 2, ...box(0, 220, 440, 100), items: [] };
const at = (x: number, y: number) => {
  const drop = dropField([BASIC, EMPTY], [], x, y);
  return drop?.into === "layout" ? drop.place : null;
};

describe("a field that is let go", () => {
  it("goes before the field whose upper half it is over, after the one whose lower half it is over", () => {
    expect(at(330, 50)).toEqual({ section: "s1", before: "phone" });
    expect(at(110, 90)).toEqual({ section: "s1", before: "phone" });
    expect(at(330, 90)).toEqual({ section: "s1", before: "note" });
    expect(at(200, 170)).toEqual({ section: "s1", before: null });
  });

  it("shares the row at either edge", () => {
    expect(at(20, 150)).toEqual({ section: "s1", beside: "note", side: "left" });
    expect(at(425, 150)).toEqual({ section: "s1", beside: "note", side: "right" });
    expect(at(15, 70)).toEqual({ section: "s1", beside: "name", side: "left" });
  });

  it("flows in at the edge of a row that is full of three", () => {
    const thirds: SectionBox = { id: "s", columns: 3, ...box(0, 0, 640, 120), items: [item("a", 10, 40), item("b", 220, 40), item("c", 430, 40)] };
    const drop = dropField([thirds], [], 225, 70);
    expect(drop).toMatchObject({ place: { section: "s", before: "b" } });
  });

  it("stands beside nothing that needs the whole width", () => {
    const rows: SectionBox = { ...BASIC, items: [{ ...item("rows", 10, 40, 420, 2), whole: true }] };
    expect(dropField([rows], [], 20, 50)).toMatchObject({ place: { section: "s1", before: "rows" } });
    expect(dropField([BASIC], [], 20, 150, true)).toMatchObject({ place: { section: "s1", before: null } });
  });

  it("lands in a section without fields, and below the last section", () => {
    expect(at(200, 270)).toEqual({ section: "s2", before: null });
    expect(at(200, 900)).toEqual({ section: "s2", before: null });
  });

  it("becomes a column inside a subform", () => {
    const table = { parent: "rows", ...box(10, 120, 420, 60), columns: [{ id: "a", ...box(10, 120, 100, 60) }, { id: "b", ...box(110, 120, 100, 60) }] };
    expect(dropField([BASIC], [table], 120, 150)).toMatchObject({ into: "table", parent: "rows", before: "b" });
    expect(dropField([BASIC], [table], 400, 150)).toMatchObject({ into: "table", before: null });
  });
});

describe("a section that is let go", () => {
  it("lands between sections", () => {
    expect(dropSection([BASIC, EMPTY], 30)).toMatchObject({ before: "s1" });
    expect(dropSection([BASIC, EMPTY], 230)).toMatchObject({ before: "s2" });
    expect(dropSection([BASIC, EMPTY], 310)).toMatchObject({ before: null });
  });
});
