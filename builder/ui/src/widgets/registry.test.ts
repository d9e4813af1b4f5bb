// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Wire } from "@/api/types";
import { field } from "@/model/fixtures/forms";
import type { ShowContext } from "./kit";
import { WIDGETS } from "./registry";
import { textOf } from "./show";

const HERE = import.meta.dirname;
const ENGINE = join(HERE, "../../../../engine/fields");
const NOT_WIDGETS = new Set(["kit", "show", "numbers", "registry"]);

/** Every `widget = "…"` of the engine's field types. */
function wanted(): string[] {
  const files = [...readdirSync(join(ENGINE, "types")).map((name) => join(ENGINE, "types", name)), ...readdirSync(ENGINE).map((name) => join(ENGINE, name))].filter((name) => name.endsWith(".py"));
  return files.flatMap((name) => [...readFileSync(name, "utf8").matchAll(/^\s+widget = "(\w+)"/gm)].map((match) => match[1] ?? ""));
}

describe("one file per widget", () => {
  test("every widget a field type names is there", () => {
    const names = wanted();
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => WIDGETS[name] === undefined)).toEqual([]);
  });
  test("every file is a widget", () => {
    const files = readdirSync(HERE).filter((name) => /\.tsx$/.test(name)).map((name) => name.replace(".tsx", "")).filter((name) => !NOT_WIDGETS.has(name));
    expect(files.sort()).toEqual(Object.keys(WIDGETS).sort());
  });
});

const zh: ShowContext = { locale: "zh-CN", zone: "Asia/Shanghai", app: "x", refs: { user: { u1: { id: "u1", title: "王芳" } } } };
const en: ShowContext = { ...zh, locale: "en" };
const said = (widget: string, value: Wire, extra: Parameters<typeof field>[1] = {}, context = zh): string => textOf(value, field("f", { widget, ...extra }), context);

describe("values as people read them", () => {
  test.each([
    ["money", "1234.5", { kind: "number", options: { currency: "CNY", digits: 2 } }, "￥1,234.50", "¥1,234.50"],
    ["money", "-0.01", { kind: "number", options: { currency: "CHF", digits: 2 } }, "-CHF 0.01", "-CHF 0.01"],
    ["percent", "0.0150", { kind: "number", options: { digits: 2 } }, "1.5%", "1.5%"],
    ["integer", 12345, { kind: "number" }, "12,345", "12,345"],
    ["date", "2026-11-21", { kind: "date" }, "2026年11月21日", "21 Nov 2026"],
    ["datetime", "2026-11-21T01:00:00Z", { kind: "datetime" }, "2026-11-21 09:00", "2026-11-21 09:00"],
    ["boolean", true, { kind: "boolean" }, "是", "Yes"],
    ["phone", "13812345678", {}, "138 1234 5678", "138 1234 5678"],
    ["phone", "138****5678", {}, "138 **** 5678", "138 **** 5678"],
    ["id_card", "11010519491231002X", {}, "110105 19491231 002X", "110105 19491231 002X"],
    ["member", "u1", { kind: "reference", target: "user" }, "王芳", "王芳"],
    ["computed", "1234.5", { kind: "number" }, "1,234.5", "1,234.5"],
    ["text", null, {}, "", ""],
  ] as const)("%s %s", (widget, value, extra, chinese, english) => {
    expect(said(widget, value, extra as Parameters<typeof field>[1])).toBe(chinese);
    expect(said(widget, value, extra as Parameters<typeof field>[1], en)).toBe(english);
  });
  test("an unknown widget is said, never hidden", () => expect(said("hologram", "x")).toBe("[hologram]"));
});

describe("pasted cells", () => {
  const read = (widget: string, typed: string, extra: Parameters<typeof field>[1] = {}): Wire | undefined => WIDGETS[widget]?.read?.(typed, field("f", { widget, ...extra }), zh);
  const choices = [{ key: "a", label: { "zh-CN": "甲", en: "First" } }];
  test.each([
    ["money", "30万", "300000"], ["money", "待定", undefined], ["percent", "1.5%", "0.015"], ["integer", "12", 12], ["integer", "1.5", undefined], ["date", "2026/3/5", "2026-03-05"], ["date", "2026-02-30", undefined],
    ["boolean", "√", true], ["boolean", "否", false], ["boolean", "也许", undefined], ["phone", "+86 138-1234-5678", "13812345678"], ["text", "  ", null], ["datetime", "2026/3/5 9:30", "2026-03-05T01:30:00Z"],
  ])("%s %s is %s", (widget, typed, value) => expect(read(widget, typed)).toBe(value));
  test("choices by key or label", () => {
    expect(read("select", "甲", { options: { choices } })).toBe("a");
    expect(read("select", "乙", { options: { choices } })).toBeUndefined();
    expect(read("multiselect", "甲、first", { options: { choices } })).toEqual(["a", "a"]);
  });
});
