import { describe, expect, it } from "vitest";
import { bare, card, change, exact, headUnit, lookFrom, tick } from "./format";

const text = (zh: string, en: string) => ({ "zh-CN": zh, en });

describe("numbers of reports", () => {
  it("are exact in tables", () => {
    expect(exact("1234567.5", { digits: 2, as: "money", currency: "CNY" }, "zh-CN")).toBe("￥1,234,567.50");
    expect(exact("-12.5", { digits: 2, as: "money" }, "zh-CN")).toBe("-￥12.50");
    expect(exact("0.15345", { digits: 2, as: "percent" }, "zh-CN")).toBe("15.35%");
    expect(exact(320, { unit: text("笔", "cases") }, "zh-CN")).toBe("320 笔");
    expect(exact(null, {}, "zh-CN")).toBe("—");
    expect(exact("85.0", { unit: "%", digits: 1 }, "zh-CN")).toBe("85.0%");
    expect(exact("9007199254740993.01", { digits: 2 }, "en")).toBe("9,007,199,254,740,993.01");
  });

  it("leave their unit to the head of the column", () => {
    expect(bare("1240000", { unit: "元", digits: 0 }, "zh-CN")).toBe("1,240,000");
    expect(bare("85", { unit: "%", digits: 1 }, "zh-CN")).toBe("85.0%");
    expect(headUnit({ unit: "元" }, "zh-CN")).toBe("元");
    expect(headUnit({ unit: "%" }, "zh-CN")).toBe("");
  });

  it("are short on cards, in the units of the language", () => {
    expect(card("123456789", { unit: text("元", "CNY") }, "zh-CN")).toEqual({ number: "1.23亿", unit: "元" });
    expect(card("123456789", {}, "en").number).toBe("123.46M");
    expect(card("9800", { digits: 0 }, "zh-CN").number).toBe("9,800");
    expect(card("0.1534", { as: "percent", digits: 1 }, "zh-CN")).toEqual({ number: "15.3", unit: "%" });
    expect(card(null, {}, "zh-CN").number).toBe("—");
  });

  it("are shortest on axes", () => {
    expect(tick(30000, {}, "zh-CN")).toBe("3万");
    expect(tick(12500000, {}, "zh-CN")).toBe("1250万");
    expect(tick(1500, {}, "en")).toBe("1.5K");
    expect(tick(0.25, { as: "percent" }, "zh-CN")).toBe("25%");
    expect(tick(0, {}, "zh-CN")).toBe("0");
  });

  it("are read off what the server writes", () => {
    expect(lookFrom("￥1,234.50")).toEqual({ as: "money", currency: "CNY" });
    expect(lookFrom("-$3.00")).toEqual({ as: "money", currency: "USD" });
    expect(lookFrom("15.3%")).toEqual({ as: "percent" });
    expect(lookFrom("320")).toEqual({});
    expect(lookFrom(null)).toEqual({});
  });

  it("move against the period before, and against nothing not at all", () => {
    expect(change("1200", "1000")).toBeCloseTo(0.2);
    expect(change("-50", "-100")).toBeCloseTo(0.5);
    expect(change("5", "0")).toBeNull();
    expect(change("5", null)).toBeNull();
  });
});
