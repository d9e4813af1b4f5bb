import { expect, test } from "vitest";
import { ago, instantOf, isDay, longDate, shortInstant } from "./dates";

test("a day is written in full in both languages", () => {
  expect(longDate("2026-11-21", "zh-CN")).toBe("2026年11月21日");
  expect(longDate("2026-11-21", "en")).toBe("21 Nov 2026");
});

test("a moment is shown and read in the zone of the workspace", () => {
  expect(shortInstant("2026-11-21T01:00:00Z", "Asia/Shanghai")).toBe("2026-11-21 09:00");
  expect(shortInstant("2026-11-21T16:30:00.123456Z", "Asia/Shanghai")).toBe("2026-11-22 00:30");
  expect(instantOf("2026-11-21 09:00", "Asia/Shanghai")).toBe("2026-11-21T01:00:00Z");
  expect(instantOf("2026-07-01 09:00", "Europe/Berlin")).toBe("2026-07-01T07:00:00Z");
});

test("what is near is told by its distance, what is far by its date", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  expect(ago("2026-11-21T09:59:40Z", "UTC", "zh-CN", now)).toBe("刚刚");
  expect(ago("2026-11-21T07:00:00Z", "UTC", "zh-CN", now)).toContain("3");
  expect(ago("2026-11-01T07:00:00Z", "UTC", "zh-CN", now)).toBe("11-01 07:00");
});

test("a day is one that there is", () => {
  for (const text of ["2026-11-21", "2028-02-29", "2026-11-21T01:00:00Z", "2026-11-21T23:30:00.123456+08:00"]) expect(isDay(text), text).toBe(true);
  for (const text of ["", "2026-02-30", "2026-13-01", "2026-11", "11月3日前", "2026-11-21abc", "20261121"]) expect(isDay(text), text).toBe(false);
});
