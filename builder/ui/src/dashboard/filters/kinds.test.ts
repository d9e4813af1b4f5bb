import { describe, expect, it } from "vitest";
import type { Bundle } from "@/api/types";
import { kindOf } from "./kinds";

const field = (key: string, more: object) => ({ key, kind: "text", options: {}, ...more });
const bundle = {
  forms: {
    order: { fields: [field("due_on", { kind: "date" }), field("customer", { kind: "reference", target: "customer" }), field("owner_id", { kind: "reference", target: "user" }), field("paid", { kind: "boolean" })] },
    customer: { fields: [field("level", { options: { choices: [{ key: "a", label: { "zh-CN": "甲", en: "A" } }] } }), field("city", {})] },
  },
} as unknown as Bundle;
const kind = (on: string) => kindOf(on, ["order"], bundle).kind;

describe("a filter of a board", () => {
  it("asks for what the field at the end of its path holds", () => {
    expect(kind("date")).toBe("date");
    expect(kind("due_on")).toBe("date");
    expect(kind("customer")).toBe("record");
    expect(kind("customer.level")).toBe("choices");
    expect(kind("owner_id")).toBe("person");
    expect(kind("paid")).toBe("boolean");
    expect(kind("customer.city")).toBe("text");
  });

  it("asks for text where the reader does not have the field", () => {
    expect(kind("customer.secret")).toBe("text");
  });
});
