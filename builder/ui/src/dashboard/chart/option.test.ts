import { describe, expect, it } from "vitest";
import { isDrawn, optionOf, type DrawnKind } from "./option";
import type { Shape } from "./shape";

const shape: Shape = {
  categories: ["十月", "十一月"],
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

  it("know which kinds they draw", () => {
    expect(isDrawn("line")).toBe(true);
    expect(isDrawn("ranking")).toBe(false);
    expect(isDrawn("sankey")).toBe(false);
  });
});
