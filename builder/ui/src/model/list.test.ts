import { describe, expect, test } from "vitest";
import { arranged, defaultColumns, keep, moved, PLAIN } from "./columns";
import { form } from "./fixtures/forms";
import { NOTHING, readListState, toggleSort, writeListState } from "./listState";
import { learned, neededPages, roomFor, START } from "./pages";

describe("a long list behind cursors", () => {
  test("only pages near the window are asked for, and only those that can be reached", () => {
    expect(neededPages(0, 30, 100, 1)).toEqual([0]);
    expect(neededPages(250, 320, 100, 10)).toEqual([1, 2, 3, 4]);
    expect(neededPages(250, 320, 100, 3)).toEqual([1, 2]);
  });
  test("each answer tells the way to the next page", () => {
    const two = learned(START, 0, "c1");
    expect(two).toEqual([null, "c1"]);
    expect(learned(two, 0, "c1")).toBe(two);
    expect(learned(learned(two, 1, "c2"), 0, "other")).toEqual([null, "other"]);
    expect(learned(two, 0, null)).toEqual([null]);
  });
  test("there is room for what is known, and a little more while there is more", () => {
    expect(roomFor([null], 100, null)).toBe(12);
    expect(roomFor([null, "a"], 100, null)).toBe(112);
    expect(roomFor([null, "a"], 100, 7)).toBe(107);
  });
});

describe("the address holds what a list shows", () => {
  test("both ways", () => {
    const state = { ...NOTHING, view: "all", search: "王 a&b", sort: ["-amount", "name"], filter: { join: "and" as const, items: [{ field: "name", op: "is", value: "a" }] }, where: 'state == "x"', open: "id1" };
    expect(readListState(new URLSearchParams(writeListState(state).toString()))).toEqual(state);
    expect(writeListState(NOTHING).toString()).toBe("");
  });
  test("pressing a heading goes up, down, and off; with Shift the others stay", () => {
    expect(toggleSort([], "a", false)).toEqual(["a"]);
    expect(toggleSort(["a"], "a", false)).toEqual(["-a"]);
    expect(toggleSort(["-a"], "a", false)).toEqual([]);
    expect(toggleSort(["-a", "b"], "b", true)).toEqual(["-a", "-b"]);
    expect(toggleSort(["-a", "b"], "a", true)).toEqual(["b"]);
    expect(toggleSort(["-a"], "c", true)).toEqual(["-a", "c"]);
  });
});

describe("columns", () => {
  const view = form.views[0];
  test("start as the view says, without fields this person does not have", () => {
    expect(defaultColumns(form, view)).toEqual(["name", "amount"]);
    expect(defaultColumns(form, undefined)[0]).toBe("name");
  });
  test("are kept in the person's order; fields that came later are found too", () => {
    const all = arranged(form, view, PLAIN);
    expect(all.filter((column) => column.shown).map(({ field }) => field.key)).toEqual(["name", "amount"]);
    const turned = keep(moved(all, 1, 0).map((column) => (column.field.key === "name" ? { ...column, shown: false } : column)), { amount: 200 });
    const again = arranged(form, view, turned);
    expect(again[0]?.field.key).toBe("amount");
    expect(again.filter((column) => column.shown).map(({ field }) => field.key)).toEqual(["amount"]);
    expect(arranged(form, view, { ...turned, order: ["amount"] }).map(({ field }) => field.key)).toContain("name");
  });
});
