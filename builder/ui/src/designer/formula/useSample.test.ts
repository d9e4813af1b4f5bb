import { describe, expect, it } from "vitest";
import type { Bundle, Ir, RecordPage } from "@/api/types";
import { tried } from "./useSample";

const field = (key: string, kind: string, more: object = {}) => ({ key, kind, many: false, options: {}, ...more });
const bundle = {
  app: { key: "a", time_zone: "Asia/Shanghai" },
  actor: { id: "u", name: "n", department_id: null, roles: [] },
  parameters: {},
  forms: { order: { key: "order", title: "no", fields: [field("no", "text"), field("amount", "number"), field("lines", "json", { fields: [field("qty", "number")] })] } },
} as unknown as Bundle;
const page = { items: [{ id: "1", version: 1, no: "SO-1", amount: "12.50", lines: [{ id: "r", qty: 4 }] }], next: null } as unknown as RecordPage;
const twice = (name: string): Ir => ({ call: "mul", args: [{ ref: [name] }, { lit: { number: "2" } }] });

describe("a sample", () => {
  it("is the expression on the newest record", () => {
    expect(tried(bundle, page, { form: "order" }, twice("amount"))).toEqual({ value: "25", of: "SO-1" });
  });

  it("in a subform is the expression on its first row", () => {
    expect(tried(bundle, page, { form: "order", parent: "lines" }, twice("qty"))).toEqual({ value: "8", of: "SO-1" });
  });

  it("is blank for a field that the record does not have yet, and none without a record", () => {
    expect(tried(bundle, page, { form: "order" }, twice("fresh"))?.value).toBeNull();
    expect(tried(bundle, { items: [], next: null }, { form: "order" }, twice("amount"))).toBeNull();
    expect(tried(bundle, page, { form: "nowhere" }, twice("amount"))).toBeNull();
  });
});
