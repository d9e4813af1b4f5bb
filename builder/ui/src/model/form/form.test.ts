import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Bundle, Problem, Values } from "@/api/types";
import { createFormStore, payload, wrongAt } from "./store";
import { form, lines } from "../fixtures/forms";
import { sum, totals } from "../totals";
import { changedValues, newValues } from "./changes";
import { byPlace, checkForm, compareExact, isIdCard, placeOf } from "./check";
import { draftKey, readDraft, writeDraft } from "./drafts";
import { hostOf } from "./host";
import { computedInOrder, derive, startValues } from "./live";
import { cells, isRange } from "./paste";
import { copyRow, paste } from "./rows";

const bundle = { app: { key: "x", time_zone: "UTC" }, actor: { id: "u1", name: "甲", department_id: null, roles: [], locale: "zh-CN" }, parameters: {}, forms: { deal: form } } as unknown as Bundle;
const host = hostOf({ bundle, form: "deal", zone: "UTC" });
const say = (text: { "zh-CN": string }): string => text["zh-CN"];
const full: Values = { name: "甲", state: "open", amount: "100", rate: "0.1", lines: [{ item: "纸", price: "0.1", count: "3" }, { item: "笔", price: "2.005", count: "1" }] };
const mistakes = (values: Values): (string | undefined)[][] => checkForm(form, derive(form, values, host), host, say).map((mistake) => [mistake.at, "code" in mistake ? mistake.code : mistake.text["zh-CN"]]);

describe("what follows from what is typed", () => {
  test("computed fields come after those they read, rows before their sums", () => {
    expect(computedInOrder(form.fields).map((field) => field.key)).toEqual(["total", "fee"]);
    const { values } = derive(form, full, host);
    expect(values["lines"]).toEqual([{ item: "纸", price: "0.1", count: "3", sub: "0.30" }, { item: "笔", price: "2.005", count: "1", sub: "2.01" }]);
    expect([values["total"], values["fee"]]).toEqual(["2.31", "0.23"]);
  });
  test("unknown stays unknown", () => expect(derive(form, { ...full, rate: null }, host).values["fee"]).toBeNull());
  test("conditions show, require and fix; a hidden section hides its fields", () => {
    const open = derive(form, full, host);
    expect([open.hidden.has("reason"), open.required.has("reason"), open.readonly.has("rate"), open.hidden.has("lines")]).toEqual([true, false, false, false]);
    const lost = derive(form, { ...full, state: "lost", amount: "5" }, host);
    expect([lost.hidden.has("reason"), lost.required.has("reason"), lost.readonly.has("rate"), lost.hidden.has("lines")]).toEqual([false, true, true, true]);
  });
  test("200 rows follow within a tenth of a second", () => {
    const many = { ...full, lines: Array.from({ length: 200 }, (_, index) => ({ item: `${index}`, price: "1.25", count: String(index) })) };
    derive(form, many, host);
    const start = performance.now();
    expect(derive(form, many, host).values["total"]).toBe("24875.00");
    expect(performance.now() - start).toBeLessThan(100);
  });
  test("a new record starts with its defaults", () => expect(startValues(form.fields, host)).toEqual({ state: "open" }));
});

describe("mistakes", () => {
  test("are found in the order of the form, rows by their place", () => {
    expect(mistakes({ state: "open", amount: "20", lines: [{ item: "", price: "x" }] })).toEqual([["name", "need"], ["rate", "need"], ["lines.0.item", "need"], ["lines.0.price", "notNumber"]]);
  });
  test("limits are exact", () => {
    expect(mistakes({ ...full, name: "一二三四五六" })).toEqual([["name", "tooLong"]]);
    expect(mistakes({ ...full, amount: "100.005" })).toEqual([["amount", "tooManyDigits"]]);
    expect(mistakes({ ...full, amount: "-0.01" })).toEqual([["amount", "tooSmall"]]);
    expect(compareExact("9007199254740993", "9007199254740992")).toBe(1);
  });
  test("checks of the definition speak when everything else is right; undecided they are silent", () => {
    expect(mistakes({ ...full, rate: "0.37" })).toEqual([["rate", "利率过高"]]);
    expect(mistakes(full)).toEqual([]);
  });
  test("what is hidden is not asked for", () => expect(mistakes({ ...full, amount: "5", lines: [{ item: "" }] })).toEqual([]));
  test("an id card has a check digit", () => expect([isIdCard("11010519491231002X"), isIdCard("110105194912310021"), isIdCard("1101")]).toEqual([true, false, false]));
  test("refusals find their field however the place is spelled", () => {
    const problem = (at: string | null): Problem => ({ code: "x", message: { "zh-CN": "错", en: "wrong" }, at, row: null });
    expect([placeOf(problem("lines[0].price")), placeOf(problem("/lines/0/price")), placeOf(problem("values.name"))]).toEqual(["lines.0.price", "lines.0.price", "name"]);
    expect([...byPlace([problem("name"), problem("elsewhere"), problem(null)], new Set(["name"])).keys()]).toEqual(["name", ""]);
  });
});

describe("what is sent", () => {
  test("a new record without what is computed, hidden or the system's", () => {
    const { values, hidden } = derive(form, { ...full, reason: "x", owner_id: "u1" }, host);
    expect(Object.keys(newValues(form, values, hidden)).sort()).toEqual(["amount", "lines", "name", "rate", "state"]);
    expect(newValues(form, values, hidden)["lines"]).toEqual([{ item: "纸", price: "0.1", count: "3" }, { item: "笔", price: "2.005", count: "1" }]);
  });
  test("of a stored one only what differs; a masked value nobody touched stays", () => {
    const before = { ...full, phone: "138****0000", lines: [{ id: "r1", item: "纸", price: "0.1", count: "3", sub: "0.30" }] };
    expect(changedValues(form, before, before)).toEqual({});
    expect(changedValues(form, before, { ...before, name: null, amount: "100" })).toEqual({ name: null });
    expect(changedValues(form, before, { ...before, lines: [{ id: "r1", item: "纸", price: "0.2", count: "3", sub: "0.30" }] })).toEqual({ lines: [{ id: "r1", item: "纸", price: "0.2", count: "3" }] });
  });
});

describe("the form's store", () => {
  const open = (before: Values | null, typed: Values): ReturnType<typeof createFormStore> => createFormStore({ form, host: () => host, before, typed, refs: {}, say });
  test("knows whether anything was changed, and back again", () => {
    const store = open(full, full);
    store.getState().change("name", "乙");
    expect([store.getState().dirty, payload(store.getState())]).toEqual([true, { name: "乙" }]);
    store.getState().change("name", "甲");
    expect(store.getState().dirty).toBe(false);
  });
  test("tells mistakes where people have been, all of them after the first try", () => {
    const store = open(null, {});
    expect(wrongAt(store.getState(), "name")).toEqual([]);
    store.getState().leave("name");
    expect(wrongAt(store.getState(), "name")).toHaveLength(1);
    expect(wrongAt(store.getState(), "rate")).toEqual([]);
    store.getState().showMistakes();
    expect(wrongAt(store.getState(), "rate")).toHaveLength(1);
  });
  test("a refusal stays until its field is changed", () => {
    const store = open(null, full);
    store.getState().refuse(new Map([["lines.0.price", [{ "zh-CN": "不对", en: "wrong" }]]]));
    expect(wrongAt(store.getState(), "lines")[0]?.place).toBe("lines.0.price");
    store.getState().change("lines", []);
    expect(wrongAt(store.getState(), "lines")).toEqual([]);
  });
  test("a newer record underneath keeps what was typed on top", () => {
    const store = open(full, full);
    store.getState().change("name", "乙");
    store.getState().restart({ ...full, amount: "200" }, payload(store.getState()));
    expect([store.getState().typed["name"], store.getState().typed["amount"], payload(store.getState())]).toEqual(["乙", "200", { name: "乙" }]);
  });
});

describe("rows", () => {
  const columns = lines.fields ?? [];
  const read = (column: { kind: string }, typed: string): string | undefined => (column.kind === "number" && !/^\d+$/.test(typed) ? undefined : typed);
  test("a range lands where the cursor is and adds rows; its heading is left out", () => {
    const names = (column: { key: string }): string => column.key;
    expect(paste([{ item: "a" }], columns, { row: 0, column: "item" }, [["item", "price"], ["x", "1"], ["y", "2"]], read, names)).toEqual([{ item: "x", price: "1" }, { item: "y", price: "2" }]);
    expect(paste([{ item: "a" }], columns, { row: 0, column: "price" }, [["待定", "3", "9"]], read, names)).toEqual([{ item: "a", price: "待定", count: "3" }]);
  });
  test("a copy is a new row", () => expect(copyRow([{ id: "1", item: "a" }], 0)).toEqual([{ id: "1", item: "a" }, { item: "a" }]));
  test("spreadsheet text is taken apart", () => {
    expect(cells('a\tb\r\n"x\ny ""z"""\t\r\n')).toEqual([["a", "b"], ['x\ny "z"', ""]]);
    expect([isRange("a\tb"), isRange("a\nb"), isRange("a\n"), isRange("a")]).toEqual([true, true, false, false]);
  });
  test("sums are exact, rates are not added up", () => {
    expect(sum(["0.1", "0.2", "-1"])).toBe("-0.7");
    expect(totals(columns, [{ price: "0.1", item: "x" }, { price: "0.2" }])).toEqual(new Map([["price", "0.3"]]));
  });
});

describe("drafts", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  });
  test("are kept for a month, for one person, one form, one record", () => {
    const key = draftKey("u1", "app", "deal", null);
    writeDraft(key, { at: "2026-11-01T00:00:00Z", values: { name: "甲" }, version: null });
    expect(readDraft(key, Date.parse("2026-11-20T00:00:00Z"))?.values).toEqual({ name: "甲" });
    expect(readDraft(draftKey("u2", "app", "deal", null), Date.parse("2026-11-20T00:00:00Z"))).toBeNull();
    expect(readDraft(key, Date.parse("2026-12-20T00:00:00Z"))).toBeNull();
    expect(kept.size).toBe(0);
  });
});
