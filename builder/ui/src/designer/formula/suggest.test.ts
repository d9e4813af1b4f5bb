import { describe, expect, it } from "vitest";
import written from "@/model/document/mini_credit.json";
import { Names } from "@/model/document/scope";
import type { Definition } from "@/model/document/types";
import { suggest, type Knowledge } from "./suggest";

const definition = written as Definition;
const text = (zh: string) => ({ "zh-CN": zh, en: zh });
const known: Knowledge = {
  definition,
  names: new Names(definition),
  locale: "zh-CN",
  functions: [{ name: "COUNT", signature: "COUNT(rows, condition)", help: text("数一数"), examples: [] }],
};
const of = (before: string, form = "order") => suggest(before, { form }, known)?.options.map((each) => each.text) ?? null;

describe("suggestions", () => {
  it("find a field by pinyin initials, Chinese name and key", () => {
    expect(of("je")?.[0]).toBe("amount");
    expect(of("1 + 金")?.[0]).toBe("amount");
    expect(of("amo")?.[0]).toBe("amount");
  });

  it("follow a reference to the fields of its form", () => {
    expect(of("customer.")).toContain("credit_limit");
    expect(of("customer.kyed")).toEqual(["available"]);
    expect(of("old.amo")).toEqual(["amount"]);
  });

  it("offer the rows' fields first in the condition of a list", () => {
    expect(of("COUNT(contacts, xm", "customer")?.[0]).toBe("person");
    expect(of("COUNT(order__customer, pa", "customer")?.[0]).toBe("paid");
  });

  it("offer choices inside quotes, and nothing inside other strings", () => {
    expect(of('state == "')).toEqual(["draft", "review", "approved", "refused", "shipped"]);
    expect(of('customer.level in ("a", "')).toEqual(["a", "b", "d"]);
    expect(of('CONCAT("je')).toBeNull();
  });

  it("offer parameters, me and related lists", () => {
    expect(of("param.")).toEqual(["finance_limit", "warn_at"]);
    expect(of("me.")).toContain("department");
    expect(of("dd", "customer")).toContain("order__customer");
  });

  it("write from where the last name began", () => {
    expect(suggest("customer.kyed", { form: "order" }, known)?.from).toBe(9);
  });
});
