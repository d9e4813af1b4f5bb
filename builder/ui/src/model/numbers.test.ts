import { describe, expect, test } from "vitest";
import { compact, fixed, grouped, readNumber, shift } from "./numbers";

test.each([
  ["2.345", 2, "2.35"], ["-2.345", 2, "-2.35"], ["2", 2, "2.00"], ["0.5", 0, "1"], ["-0.4", 0, "0"], ["9999999999999999.995", 2, "10000000000000000.00"], ["x", 2, "x"],
])("fixed(%s, %i) is %s", (text, digits, shown) => expect(fixed(text, digits)).toBe(shown));

test.each([
  ["0.015", 2, "1.5"], ["123", -2, "1.23"], ["-0.0349", 2, "-3.49"], ["1", 2, "100"], ["0", 2, "0"], ["100", -2, "1"], ["0.00001", 2, "0.001"],
])("shift(%s, %i) is %s", (text, places, shown) => expect(shift(text, places)).toBe(shown));

test.each([["1234567.5", "1,234,567.5"], ["-1234", "-1,234"], ["999", "999"], ["abc", "abc"]])("grouped(%s) is %s", (text, shown) => expect(grouped(text)).toBe(shown));

test.each([
  ["30万", "300000"], [" ￥1,234.50 ", "1234.50"], ["３０万", "300000"], ["1.5w", "15000"], ["-12.5", "-12.5"], ["2亿", "200000000"], ["100元", "100"], ["0.10", "0.10"], ["007", "7"], [".5", "0.5"],
  ["50-80万", null], ["待定", null], ["1e5", null], ["", null], ["-", null],
])("readNumber(%s) is %s", (typed, value) => expect(readNumber(typed)).toBe(value));

describe("number cards", () => {
  test.each([["12345678", "zh-CN", "1,234.57万"], ["1234567890", "zh-CN", "12.35亿"], ["12345678", "en", "12.35M"], ["9999", "zh-CN", "9,999"]] as const)("compact(%s, %s) is %s", (text, locale, shown) => expect(compact(text, locale)).toBe(shown));
});
