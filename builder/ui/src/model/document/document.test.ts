import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blankApp } from "./blank";
import type { Command } from "./commands/command";
import { findForm, itemKey, sectionsOf } from "./find";
import written from "./mini_credit.json";
import { freshKey, keyFault, RESERVED, without } from "./names";
import { makePointer, parsePointer, targetOf } from "./pointer";
import { prepare, written as unprepared } from "./prepare";
import { usesOf } from "./references";
import { createDocument, unsaved } from "./store";
import type { Definition, FieldDef } from "./types";

const MINI = written as Definition;
const field = (key: string, more: Partial<FieldDef> = {}): FieldDef => ({ key, uid: `u_${key}`, type: "text", label: key, ...more });

function open(definition: Definition = MINI) {
  const store = createDocument(definition, 1);
  const state = () => store.getState();
  return {
    store,
    now: () => state().history.present,
    form: (key: string) => findForm(state().history.present, key),
    do: (...commands: Command[]) => commands.forEach((command) => state().run(command)),
    items: (form: string, section: number) => findForm(state().history.present, form)?.layout?.[section]?.items,
  };
}

/** One of each edit, in an order in which each finds its subject. */
const TWENTY: Command[] = [
  { do: "add_field", form: "customer", field: field("grade"), place: { section: "@基本信息", before: "uscc" } },
  { do: "add_field", form: "customer", parent: "contacts", field: field("email") },
  { do: "set_option", form: "customer", field: "u_grade", option: "label", value: "级别" },
  { do: "move_field", form: "customer", field: "u_grade", place: { section: "@信用", beside: "used", side: "left" } },
  { do: "duplicate_field", form: "customer", field: "contacts", key: "contacts_2", uid: "u_contacts_2" },
  { do: "rename_key", form: "customer", field: "credit_limit", key: "line" },
  { do: "move_column", form: "customer", parent: "contacts", field: "tel", before: "person" },
  { do: "set_span", form: "customer", field: "name", span: 2 },
  { do: "add_section", form: "customer", section: { key: "extra", section: "其他", items: [] }, before: "@信用" },
  { do: "move_section", form: "customer", section: "extra", before: null },
  { do: "set_section", form: "customer", section: "@信用", property: "columns", value: 2 },
  { do: "remove_section", form: "customer", section: "@信用" },
  { do: "set_condition", form: "order", item: "paid", slot: "visible", value: "amount > 0" },
  { do: "add_check", form: "order", check: { key: "big", assert: "amount < 100", message: "太大" } },
  { do: "set_check", form: "order", check: "big", property: "at", value: "amount" },
  { do: "add_view", form: "order", view: { key: "open", label: "未回款", columns: ["no"], where: "paid == false" } },
  { do: "set_view", form: "order", view: "open", property: "sort", value: ["-amount"] },
  { do: "rename_form", form: "order", key: "sale" },
  { do: "remove_field", form: "customer", field: "phone" },
  { do: "add_form", form: { key: "visit", label: "拜访", title: "note", fields: [field("note")] }, roles: ["sales"], rights: "own", navigation: true },
];

describe("a new form", () => {
  const form = { key: "visit", label: "拜访", title: "note", fields: [field("note")] };

  it("is opened to the roles that are named, as far as it is said", () => {
    const doc = open();
    doc.do({ do: "add_form", form, roles: ["sales"], rights: "all", navigation: true });
    const grants = doc.now().roles?.map((role) => [role.key, role.forms?.["visit"]?.delete]);
    expect(grants?.filter(([, right]) => right !== undefined)).toEqual([["sales", "all"]]);
  });

  it("goes into the menu where there is one; an app without one shows everything by itself", () => {
    const doc = open(blankApp("visits", "拜访"));
    doc.do({ do: "add_form", form, roles: ["member"], rights: "own", navigation: true });
    expect(doc.now()["navigation"]).toBeUndefined();
    const drawn = open({ ...blankApp("visits", "拜访"), navigation: [{ label: "菜单", items: [] }] });
    drawn.do({ do: "add_form", form, roles: [], rights: "own", navigation: true });
    expect(drawn.now()["navigation"]).toEqual([{ label: "菜单", items: [{ form: "visit" }] }]);
  });

  it("is the first of a definition that has none", () => {
    const bare = without(blankApp("visits", "拜访"), "forms");
    expect(open(bare).now().forms).toEqual([]);
  });
});

describe("the log", () => {
  it("takes twenty edits back to the very document it began with, and forward again", () => {
    const doc = open();
    const before = doc.now();
    const steps = TWENTY.map((command) => {
      const was = doc.now();
      doc.do(command);
      expect(doc.now(), command.do).not.toBe(was);
      return JSON.stringify(doc.now());
    });
    for (let n = 0; n < 20; n += 1) doc.store.getState().undo();
    expect(JSON.stringify(doc.now())).toBe(JSON.stringify(before));
    for (const [n] of TWENTY.entries()) {
      doc.store.getState().redo();
      expect(doc.now()).toEqual(JSON.parse(steps[n] ?? ""));
    }
  });

  it("keeps at least a hundred steps", () => {
    const doc = open();
    for (let n = 0; n < 150; n += 1) doc.do({ do: "set_option", form: "customer", field: "name", option: "max_length", value: n });
    for (let n = 0; n < 150; n += 1) doc.store.getState().undo();
    expect(doc.now().forms[0]?.fields[1]?.["max_length"]).toBe(80);
  });

  it("makes one step of a typing burst, and another after it is sealed", () => {
    const doc = open();
    const type = (label: string) => doc.store.getState().run({ do: "set_option", form: "customer", field: "name", option: "label", value: label }, "label:name");
    ["名", "名字", "名字一"].forEach(type);
    doc.store.getState().seal();
    type("名字二");
    doc.store.getState().undo();
    expect(doc.now().forms[0]?.fields[1]?.label).toBe("名字一");
    doc.store.getState().undo();
    expect(doc.now().forms[0]?.fields[1]?.label).toBe("名称");
  });

  it("forgets a burst that ends where it began", () => {
    const doc = open();
    const type = (label: string) => doc.store.getState().run({ do: "set_option", form: "customer", field: "name", option: "label", value: label }, "label:name");
    ["名", "名称一", "名称"].forEach(type);
    expect(doc.store.getState().history.past).toHaveLength(0);
  });

  it("records nothing for a command whose subject is gone", () => {
    const doc = open();
    doc.do({ do: "remove_field", form: "customer", field: "nobody" }, { do: "set_view", form: "nowhere", view: "x", property: "label", value: "y" });
    expect(doc.store.getState().history.past).toHaveLength(0);
  });

  it("undoes several commands run together as one", () => {
    const doc = open();
    const add = (key: string): Command => ({ do: "add_field", form: "order", field: field(key) });
    doc.store.getState().runAll([add("a_one"), add("a_two")]);
    doc.store.getState().runAll([add("a_three")]);
    doc.store.getState().undo();
    expect(doc.form("order")?.fields.map((each) => each.key)).toContain("a_two");
    doc.store.getState().undo();
    expect(doc.form("order")?.fields.map((each) => each.key)).not.toContain("a_one");
  });

  it("knows what the server does not have yet", () => {
    const doc = open();
    expect(unsaved(doc.store.getState())).toBe(false);
    doc.do({ do: "set_form", form: "order", property: "label", value: "销售单" });
    expect(unsaved(doc.store.getState())).toBe(true);
    doc.store.getState().settle(doc.now(), 2);
    expect(unsaved(doc.store.getState())).toBe(false);
  });
});

describe("layout", () => {
  const keys = (doc: ReturnType<typeof open>, section: number) => doc.items("customer", section)?.map(itemKey);

  it("puts a field at the exact place", () => {
    const doc = open();
    doc.do({ do: "add_field", form: "customer", field: field("grade"), place: { section: "@基本信息", before: "phone" } });
    expect(keys(doc, 0)).toEqual(["name", "uscc", "grade", "phone", "level"]);
  });

  it("moves a field between sections and leaves no trace", () => {
    const doc = open();
    doc.do({ do: "move_field", form: "customer", field: "level", place: { section: "@信用", before: null } });
    expect(keys(doc, 0)).toEqual(["name", "uscc", "phone"]);
    expect(keys(doc, 1)).toEqual(["credit_limit", "used", "available", "overdue_days", "level"]);
  });

  it("halves a field that fills its row when another is dropped at its edge", () => {
    const doc = open();
    doc.do({ do: "set_section", form: "customer", section: "@基本信息", property: "columns", value: 1 });
    doc.do({ do: "move_field", form: "customer", field: "level", place: { section: "@基本信息", beside: "name", side: "right" } });
    expect(doc.form("customer")?.layout?.[0]?.columns).toBe(2);
    expect(doc.items("customer", 0)).toEqual(["name", "level", { field: "uscc", span: 2 }, { field: "phone", span: 2 }]);
  });

  it("makes thirds of a full row of two, and keeps the other rows full", () => {
    const doc = open();
    doc.do({ do: "add_field", form: "customer", field: field("grade"), place: { section: "@基本信息", beside: "name", side: "left" } });
    expect(doc.items("customer", 0)).toEqual(["grade", "name", "uscc", { field: "phone", span: 2 }, "level"]);
  });

  it("makes fields that are placed nowhere a real section on first touch", () => {
    const doc = open();
    const order = doc.form("order");
    expect(order && sectionsOf(order).map((each) => each.id)).toEqual(["@rest"]);
    doc.do({ do: "move_field", form: "order", field: "state", place: { section: "@rest", before: "no" } });
    expect(doc.items("order", 0)?.map(itemKey)).toEqual(["state", "no", "customer", "amount", "due_on", "paid"]);
  });

  it("keeps the fields of a section that is removed", () => {
    const doc = open();
    doc.do({ do: "remove_section", form: "customer", section: "@联系人" });
    expect(keys(doc, 1)).toContain("contacts");
  });

  it("widens the section when a span asks for more columns", () => {
    const doc = open();
    doc.do({ do: "set_span", form: "customer", field: "name", span: 3 });
    expect(doc.form("customer")?.layout?.[0]?.columns).toBe(3);
  });
});

describe("sections without a key", () => {
  it("are written as they were read, but for what was changed", () => {
    expect(unprepared(prepare(MINI))).toEqual(MINI);
    expect(JSON.stringify(unprepared(prepare(MINI)))).toBe(JSON.stringify(MINI));
  });

  it("get one when a condition names them", () => {
    const doc = open();
    doc.do({ do: "set_condition", form: "customer", item: "@信用", slot: "visible", value: "level != null" });
    const form = unprepared(doc.now()).forms[0];
    expect(form?.layout?.map((section) => section.key)).toEqual([undefined, "section_1", undefined]);
    expect(form?.conditions).toEqual([{ item: "section_1", visible: "level != null" }]);
  });
});

describe("a new key", () => {
  it("reaches formulas, filters, rollups, views, rights, rules, flows, metrics and scenarios", () => {
    const doc = open();
    doc.do({ do: "rename_key", form: "order", field: "amount", key: "total" });
    const text = JSON.stringify(doc.now());
    expect(text.replace('"uid":"amount"', "")).not.toMatch(/\bamount\b/);
    const customer = doc.form("customer");
    expect(customer?.fields.find((each) => each.key === "used")?.["field"]).toBe("total");
    expect(text).toContain("(N(customer.used) + total) / customer.credit_limit");
    expect(text).toContain("{{ total | money }}");
    expect(text).toContain("SUM(total)");
    expect(text).toContain('"values":{"customer":"@c","total":"5000"');
  });

  it("reaches along references, and leaves namesakes of other forms alone", () => {
    const doc = open();
    doc.do({ do: "rename_key", form: "customer", field: "level", key: "grade" });
    const text = JSON.stringify(doc.now());
    expect(text).toContain("customer.grade");
    expect(text).not.toContain("customer.level");
    expect(text).toContain("credit_limit == 0 or grade != null");
    doc.do({ do: "rename_key", form: "customer", field: "no", key: "code" });
    expect(doc.form("order")?.title).toBe("no");
    expect(doc.form("order")?.fields[1]?.["show"]).toEqual(["code", "name"]);
  });

  it("keeps the name by which the field is known, so that a rename is a rename", () => {
    const doc = open();
    doc.do({ do: "rename_key", form: "order", field: "amount", key: "total" });
    doc.do({ do: "set_option", form: "order", field: "amount", option: "min", value: "1" });
    expect(doc.form("order")?.fields.find((each) => each.key === "total")).toMatchObject({ uid: "amount", min: "1" });
  });

  it("reaches the rollup path and the related list of a reference", () => {
    const doc = open();
    doc.do({ do: "set_option", form: "customer", field: "available", option: "formula", value: "SUM(order__customer.amount, paid == false) + customer" });
    doc.do({ do: "rename_key", form: "order", field: "customer", key: "buyer" });
    expect(doc.form("customer")?.fields.find((each) => each.key === "used")?.["over"]).toBe("order.buyer");
    expect(doc.form("customer")?.fields.find((each) => each.key === "available")?.["formula"]).toBe("SUM(order__buyer.amount, paid == false) + customer");
    doc.do({ do: "rename_key", form: "order", field: "paid", key: "settled" }, { do: "rename_form", form: "order", key: "sale" });
    expect(doc.form("customer")?.fields.find((each) => each.key === "available")?.["formula"]).toBe("SUM(sale__buyer.amount, settled == false) + customer");
    expect(doc.form("customer")?.fields.find((each) => each.key === "used")?.["over"]).toBe("sale.buyer");
  });

  it("of a form reaches roles, menu, references, rules and scenarios", () => {
    const doc = open();
    doc.do({ do: "rename_form", form: "customer", key: "client" });
    const text = JSON.stringify(doc.now());
    expect(text).toContain('"form":"client"');
    expect(text).toContain('"create":"client"');
    expect(Object.keys(doc.now().roles?.[0]?.forms ?? {})).toEqual(["client", "order"]);
    expect(doc.form("client")?.uid).toBe("customer");
  });

  it("inside strings is left alone, and a subform's rows are told apart from the form", () => {
    const doc = open();
    doc.do(
      { do: "set_option", form: "customer", field: "available", option: "formula", value: 'IF(name == "name", COUNT(contacts, person == name), LEN(contacts.person))' },
      { do: "rename_key", form: "customer", field: "name", key: "title_text" },
      { do: "rename_key", form: "customer", parent: "contacts", field: "person", key: "who" },
    );
    expect(doc.form("customer")?.fields.find((each) => each.key === "available")?.["formula"]).toBe(
      'IF(title_text == "name", COUNT(contacts, who == title_text), LEN(contacts.who))',
    );
  });

  it("reaches what a reference may pick and what a lookup fetches", () => {
    const doc = open();
    doc.do(
      { do: "add_field", form: "order", field: field("level_then", { type: "lookup", from: "customer", field: "level" }) },
      { do: "set_option", form: "order", field: "customer", option: "where", value: "level != null and available > 0" },
      { do: "rename_key", form: "customer", field: "level", key: "grade" },
      { do: "rename_key", form: "order", field: "customer", key: "buyer" },
    );
    const fields = doc.form("order")?.fields ?? [];
    expect(fields.find((each) => each.key === "buyer")?.["where"]).toBe("grade != null and available > 0");
    expect(fields.find((each) => each.key === "level_then")).toMatchObject({ from: "buyer", field: "grade" });
  });

  it("that is taken, reserved or ill-formed is refused", () => {
    const doc = open();
    for (const key of ["no", "select", "Big"]) doc.do({ do: "rename_key", form: "order", field: "amount", key });
    expect(doc.store.getState().history.past).toHaveLength(0);
  });
});

describe("uses", () => {
  it("lists every place that would be left dangling, with its pointer", () => {
    const uses = usesOf(MINI, { form: "order", field: "amount" });
    const pointers = uses.filter((use) => use.weight === "reference").map((use) => use.pointer);
    expect(pointers).toContain("/forms/0/fields/6/field");
    expect(pointers).toContain("/forms/1/conditions/0/required_if");
    expect(pointers).toContain("/metrics/0/measure");
    expect(pointers).toContain("/flows/0/steps/1/ways/0/when");
    expect(uses.every((use) => use.text.includes("amount"))).toBe(true);
  });

  it("tells places in the layout apart", () => {
    const uses = usesOf(MINI, { form: "customer", field: "uscc" });
    expect(uses.map((use) => use.weight)).toEqual(["layout", "reference"]);
  });
});

describe("pointers", () => {
  it("lead to the element they lie in", () => {
    expect(targetOf(MINI, "/forms/0/fields/7/formula")).toEqual({ kind: "field", form: "customer", field: "available", slot: "formula" });
    expect(targetOf(MINI, "/forms/0/fields/10/fields/1/label")).toEqual({ kind: "field", form: "customer", field: "tel", parent: "contacts", slot: "label" });
    expect(targetOf(MINI, "/forms/0/checks/0/assert")).toEqual({ kind: "check", form: "customer", check: "limit_needs_level", slot: "assert" });
    expect(targetOf(MINI, "/forms/1/conditions/0/required_if")).toEqual({ kind: "condition", form: "order", item: "due_on", slot: "required_if" });
    expect(targetOf(MINI, "/rules/0/when")).toEqual({ kind: "elsewhere", part: "rules" });
  });

  it("escape what JSON Pointer escapes", () => {
    expect(parsePointer(makePointer(["a/b", "c~d", 3]))).toEqual(["a/b", "c~d", "3"]);
  });
});

describe("keys", () => {
  it("are refused when nobody could write them in an expression", () => {
    expect(keyFault("select", [])).toBe("reserved");
    expect(keyFault("loan-amount", [])).toBe("pattern");
    expect(keyFault("amount", ["amount"])).toBe("taken");
    expect(keyFault("amount", [])).toBeNull();
  });

  it("of new elements are free", () => {
    expect(freshKey("money", ["money", "money_2"])).toBe("money_3");
    expect(freshKey("group", [])).toBe("group_1");
    expect(freshKey("客户", [])).toBe("item");
  });

  it("reserve the same words as the engine", () => {
    const source = readFileSync(new URL("../../../../../engine/kernel/names.py", import.meta.url), "utf8");
    const words = [...source.matchAll(/"""all and([\s\S]*?)""".split/g)].flatMap((match) => `all and${match[1]}`.split(/\s+/));
    const quoted = [...source.matchAll(/^ {4}"(\w+)",$/gm)].map((match) => match[1] ?? "");
    for (const word of [...words, ...quoted]) expect(RESERVED.has(word), word).toBe(true);
    expect(words.length).toBeGreaterThan(60);
  });
});
