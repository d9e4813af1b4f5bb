import { describe, expect, it } from "vitest";
import { axisText, isDrawn, optionOf, type DrawnKind } from "./option";
import type { Shape } from "./shape";

const shape: Shape = {
  categories: ["十月", "十一月"],
  timed: true,
  series: [
    { name: "甲", look: { digits: 0 }, points: [{ value: 3, row: 0, measure: 0 }, { value: 5, row: 1, measure: 0 }] },
    { name: "乙", look: { digits: 0 }, points: [{ value: null, row: null, measure: 0 }, { value: 2, row: 2, measure: 0 }] },
  ],
};
const drawn = (kind: DrawnKind, over: Shape = shape) => optionOf(kind, { shape: over, locale: "zh-CN", width: 600 }) as { series: { type: string; stack?: string; data: { value: number | null; row: number | null }[] }[]; legend: { show?: boolean } };

describe("charts", () => {
  it("carry the row behind each mark, which a click opens", () => {
    for (const kind of ["line", "bar", "stacked_bar"] as const) {
      const { series } = drawn(kind);
      expect(series.map((each) => each.data.map((point) => point.row)), kind).toEqual([[0, 1], [null, 2]]);
    }
    expect(drawn("pie").series[0]?.data.map((point) => point.row)).toEqual([0, 1]);
  });

  it("stack only where they are told to, and show a legend only for several series", () => {
    expect(drawn("stacked_bar").series.every((each) => each.stack === "all")).toBe(true);
    expect(drawn("bar").series.every((each) => each.stack === undefined)).toBe(true);
    expect(drawn("bar").legend.show).toBe(true);
    expect(drawn("bar", { ...shape, series: shape.series.slice(0, 1) }).legend.show).toBe(false);
  });

  it("put measures of another unit on an axis of their own, and what has none into the legend", () => {
    const [first, second] = shape.series;
    if (!first || !second) throw new Error("two series");
    const mixed: Shape = { ...shape, series: [{ ...first, look: { unit: "元" } }, { ...second, look: { unit: "笔" } }, { ...second, name: "丙", look: { unit: "天" } }] };
    const found = optionOf("bar", { shape: mixed, locale: "zh-CN", width: 600 }) as { yAxis: unknown[]; series: { type: string }[]; legend: { selected: object } };
    expect(found.yAxis).toHaveLength(2);
    expect(found.series.map((each) => each.type)).toEqual(["bar", "line", "line"]);
    expect(found.legend.selected).toEqual({ 丙: false });
  });

  it("run a line through bars in time, and set dots over stages, people and channels", () => {
    const [first, second] = shape.series;
    if (!first || !second) throw new Error("two series");
    const series = [{ ...first, look: { unit: "元" } }, { ...second, look: { unit: "笔" } }];
    const width = (timed: boolean) => (optionOf("bar", { shape: { ...shape, timed, series }, locale: "zh-CN", width: 600 }) as { series: { lineStyle?: { width: number } }[] }).series[1]?.lineStyle?.width;
    expect([width(true), width(false)]).toEqual([2, 0]);
  });

  it("say the year once for months in a row", () => {
    const months = ["2025年12月", "2026年1月", "2026年2月"];
    expect(months.map(axisText(months))).toEqual(["12月\n2025年", "1月\n2026年", "2月"]);
    expect(axisText(["信息流"])("信息流", 0)).toBe("信息流");
  });

  it("know which kinds they draw", () => {
    expect(isDrawn("line")).toBe(true);
    expect(isDrawn("ranking")).toBe(false);
    expect(isDrawn("sankey")).toBe(false);
  });
});
