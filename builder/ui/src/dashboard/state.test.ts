import { describe, expect, it } from "vitest";
import { readDrill, readFilters, stepsOf, whereOf, writeDrill, writeFilter } from "./state";

describe("filters in the address", () => {
  it("come back as they were written", () => {
    let params = new URLSearchParams();
    params = writeFilter(params, "date", "this_month", null);
    params = writeFilter(params, "level", ["a", "b"], null);
    params = writeFilter(params, "day", { from: "2026-01-01", to: "2026-01-31" }, null);
    params = writeFilter(params, "open", true, null);
    expect(readFilters(new URLSearchParams(params.toString()), {})).toEqual({ date: "this_month", level: ["a", "b"], day: { from: "2026-01-01", to: "2026-01-31" }, open: true });
  });

  it("say nothing of defaults, and say so when a default is lifted", () => {
    expect(writeFilter(new URLSearchParams(), "date", "this_year", "this_year").toString()).toBe("");
    const lifted = writeFilter(new URLSearchParams(), "date", undefined, "this_year");
    expect(readFilters(lifted, { date: "this_year" })).toEqual({});
    expect(readFilters(new URLSearchParams(), { date: "this_year" })).toEqual({ date: "this_year" });
  });
});

describe("a drill in the address", () => {
  const levels = [{ label: "十月 · 信息流", value: "2026-10-01", where: 'channel == "c1"' }, { label: "（未填）", value: null }];

  it("comes back with its labels, and says which groups were stepped into", () => {
    const params = new URLSearchParams(writeDrill(new URLSearchParams(), "t1", levels).toString());
    expect(readDrill(params, "t1")).toEqual(levels);
    expect(stepsOf(levels)).toEqual([{ dimension: 0, value: "2026-10-01" }, { dimension: 0, value: null }]);
    expect(whereOf(levels)).toBe('channel == "c1"');
    expect(writeDrill(params, "t1", []).toString()).toBe("");
  });

  it("closes when a filter changes: its groups may no longer be there", () => {
    expect(writeFilter(writeDrill(new URLSearchParams(), "t1", levels), "date", "today", null).toString()).toBe("f.date=today");
  });

  it("that is not ours is none", () => {
    expect(readDrill(new URLSearchParams("d.t1=nonsense"), "t1")).toEqual([]);
    expect(readDrill(new URLSearchParams('d.t1={"a":1}'), "t1")).toEqual([]);
    expect(readDrill(new URLSearchParams('d.t1=[["a",{}]]'), "t1")).toEqual([]);
  });
});
