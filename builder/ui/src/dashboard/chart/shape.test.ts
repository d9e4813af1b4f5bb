import { describe, expect, it } from "vitest";
import type { ReportColumn } from "@/api/types";
import type { Result } from "../api";
import { cellText, lookOf, recordsOf, rowName, shapeOf } from "./shape";

const label = (text: string) => ({ "zh-CN": text, en: text });
const dimension = (key: string): ReportColumn => ({ key, label: label(key), role: "dimension", kind: "text" });
const measure = (key: string, more: object = {}): ReportColumn => ({ key, label: label(key), role: "measure", kind: "number", ...more });
const result = (columns: ReportColumn[], rows: Result["rows"], texts: Result["texts"] = []): Result => ({ columns, rows, texts, chart: { kind: "table" }, drill: [], form: "deal", next: null, total: null, total_texts: null });

describe("the shape of a report", () => {
  it("is a series per measure over one dimension", () => {
    const found = shapeOf(result([dimension("month"), measure("a"), measure("b")], [["2026-10-01", "5.50", 2], ["2026-11-01", null, 3]], [["十月", null, null], ["十一月", null, null]]), "zh-CN", "未填");
    expect(found.categories).toEqual(["十月", "十一月"]);
    expect(found.series.map((each) => each.points.map((point) => point.value))).toEqual([[5.5, null], [2, 3]]);
    expect(found.series[0]?.points.map((point) => point.row)).toEqual([0, 1]);
  });

  it("is a series per value of the second dimension, with holes where there is no row", () => {
    const found = shapeOf(result([dimension("month"), dimension("level"), measure("n")], [["10", "a", 1], ["10", "b", 2], ["11", "b", 3]]), "zh-CN", "未填");
    expect(found.categories).toEqual(["10", "11"]);
    expect(found.series.map((each) => [each.name, ...each.points.map((point) => point.value)])).toEqual([["a", 1, null], ["b", 2, 3]]);
    expect(found.series[0]?.points[1]).toEqual({ value: null, row: null, measure: 0 });
  });

  it("takes measures as categories when there is no dimension", () => {
    const found = shapeOf(result([measure("leads"), measure("signed")], [[300, 40]]), "zh-CN", "未填");
    expect(found.categories).toEqual(["leads", "signed"]);
    expect(found.series[0]?.points).toEqual([{ value: 300, row: 0, measure: 0 }, { value: 40, row: 0, measure: 1 }]);
  });

  it("names rows, and what is blank", () => {
    const report = result([dimension("month"), dimension("level"), measure("n", { digits: 1 })], [["10", null, "1.25"]], [["十月", null, null]]);
    expect(rowName(report, 0, "zh-CN", "未填")).toBe("十月 · 未填");
    expect(cellText(report, 0, 2, "zh-CN", "未填")).toBe("1.3");
  });

  it("leads to the records of each measure where they differ", () => {
    const report: Result = { ...result([dimension("month"), measure("a"), measure("b")], [["10", 1, 2]]), drill: [{ where: "x", measures: ["x and a", "x and b"] }] };
    expect(recordsOf(report, 0, 1)).toBe("x and b");
    expect(recordsOf({ ...report, drill: [{ where: "x" }] }, 0, 1)).toBe("x");
    expect(recordsOf(report, 5, 0)).toBeUndefined();
  });

  it("shows numbers as the server's texts do", () => {
    expect(lookOf(result([measure("a", { digits: 2 })], [["1"]], [["￥1.00"]]), 0)).toMatchObject({ as: "money", digits: 2 });
  });
});
