import { describe, expect, test } from "vitest";
import type * as wire from "@/generated/api";
import { completeField } from "./complete";

const label = { "zh-CN": "额", en: "Amount" };
const told = (more: Partial<wire.FieldBundle>): wire.FieldBundle => ({ key: "amount", type: "money", label, kind: "number", access: "write", ...more });

describe("what a bundle leaves unsaid", () => {
  test("is the default of the type, beside what is said", () => {
    const field = completeField(told({ options: { min: "0" } }));
    expect(field.options).toEqual({ currency: "CNY", digits: 2, min: "0" });
    expect([field.widget, field.many, field.required, field.system, field.reveal, field.sortable]).toEqual(["money", false, false, false, false, false]);
    expect(field.filters).toContain("between");
  });
  test("follows what shows the value, not how it comes about", () => {
    expect(completeField(told({ type: "formula", widget: "percent", access: "read" })).options).toEqual({ digits: 2 });
  });
  test("is said of the columns of a subform, too", () => {
    const lines = completeField(told({ type: "subform", kind: "json", many: true, fields: [told({ required: true })] }));
    expect([lines.fields?.[0]?.required, lines.fields?.[0]?.options.digits]).toEqual([true, 2]);
    expect("fields" in completeField(told({}))).toBe(false);
  });
  test("asks of people only who they are, and of several values whether they hold some", () => {
    const of = (more: Partial<wire.FieldBundle>): string[] => completeField(told(more)).filters;
    expect(of({ kind: "reference", target: "user" })).toContain("me");
    expect(of({ kind: "reference", target: "client" })).not.toContain("me");
    expect(of({ kind: "text", many: true })).toEqual(["has_any", "has_all", "has_none", "none", "some"]);
  });
});
