import { describe, expect, it } from "vitest";
import { compare } from "./compare";
import { merge } from "./merge";
import written from "./mini_credit.json";
import { createDocument } from "./store";
import type { Definition } from "./types";

const MINI = written as Definition;

function edited(change: (store: ReturnType<typeof createDocument>) => void, from: Definition = MINI): Definition {
  const store = createDocument(from, 1);
  change(store);
  return store.getState().history.present;
}

const BASE = edited(() => undefined);

describe("merge", () => {
  it("keeps what both changed in different places", () => {
    const mine = edited((store) => store.getState().run({ do: "set_option", form: "customer", field: "name", option: "label", value: "客户名" }), BASE);
    const theirs = edited((store) => {
      store.getState().run({ do: "set_option", form: "customer", field: "name", option: "max_length", value: 40 });
      store.getState().run({ do: "add_field", form: "customer", field: { key: "fax", uid: "u1", type: "text", label: "传真" }, place: { section: "@基本信息", before: "phone" } });
    }, BASE);
    const { value, conflicts } = merge(BASE, mine, theirs);
    expect(conflicts).toEqual([]);
    const form = value.forms[0];
    expect(form?.fields.find((field) => field.key === "name")).toMatchObject({ label: "客户名", max_length: 40 });
    expect(form?.layout?.[0]?.items).toEqual(["name", "uscc", "fax", "phone", "level"]);
  });

  it("names what contradicts, and keeps mine there", () => {
    const label = (value: string) => edited((store) => store.getState().run({ do: "set_option", form: "customer", field: "name", option: "label", value }), BASE);
    const { value, conflicts } = merge(BASE, label("甲"), label("乙"));
    expect(value.forms[0]?.fields[1]?.label).toBe("甲");
    expect(conflicts).toEqual(["/forms/customer/fields/name/label"]);
  });

  it("lets go what the other side removed and I did not touch", () => {
    const theirs = edited((store) => store.getState().run({ do: "remove_field", form: "customer", field: "uscc" }), BASE);
    const mine = edited((store) => store.getState().run({ do: "set_option", form: "customer", field: "name", option: "label", value: "甲" }), BASE);
    const { value, conflicts } = merge(BASE, mine, theirs);
    expect(value.forms[0]?.fields.some((field) => field.key === "uscc")).toBe(false);
    expect(conflicts).toEqual([]);
  });

  it("keeps my order and their addition", () => {
    const mine = edited((store) => store.getState().run({ do: "move_field", form: "customer", field: "level", place: { section: "@基本信息", before: "name" } }), BASE);
    const theirs = edited((store) => store.getState().run({ do: "add_field", form: "customer", field: { key: "fax", uid: "u1", type: "text", label: "传真" }, place: { section: "@基本信息", before: null } }), BASE);
    expect(merge(BASE, mine, theirs).value.forms[0]?.layout?.[0]?.items).toEqual(["level", "fax", "name", "uscc", "phone"]);
  });
});

describe("compare", () => {
  it("names what was added, removed, changed and moved", () => {
    const later = edited((store) => {
      const { run } = store.getState();
      run({ do: "set_option", form: "customer", field: "name", option: "label", value: "客户名" });
      run({ do: "add_field", form: "order", field: { key: "fax", uid: "u1", type: "text", label: "传真" } });
      run({ do: "remove_field", form: "order", field: "due_on" });
    }, BASE);
    const lines = compare(BASE, later).map((change) => [change.kind, change.trail.map((each) => each.name).join("/"), change.property ?? ""]);
    expect(lines).toContainEqual(["changed", "customer/name", "label"]);
    expect(lines).toContainEqual(["added", "order/fax", ""]);
    expect(lines).toContainEqual(["removed", "order/due_on", ""]);
    expect(lines.some(([kind]) => kind === "moved")).toBe(false);
  });

  it("finds nothing between a definition and itself", () => {
    expect(compare(MINI, MINI)).toEqual([]);
  });
});
