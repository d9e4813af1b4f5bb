import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { placeOf, scenariosOf, Words, type Tell } from "@/model/document/scenario";
import type { Definition } from "@/model/document/types";
import { zh } from "./texts.zh";

/** As i18next does it. */
const tell: Tell = (key, holes = {}) => {
  const text = key.split(".").reduce<unknown>((here, part) => (here as Record<string, unknown>)[part], zh.step);
  if (typeof text !== "string") throw new Error(`no text for ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(holes[name]));
};
const LOANS = JSON.parse(readFileSync("../../templates/loan_crm.json", "utf8")) as Definition;
const words = new Words(LOANS, "zh-CN", tell);

describe("scenarios in words", () => {
  it("say who does what, by the names people know", () => {
    expect(words.step({ by: "advisor:2", create: "lead", as: "again" })).toBe("客户经理（第 2 位） 新建「线索」，称为 again");
    expect(words.step({ update: "@l", set: { state: "won", note: "" } })).toBe("系统 修改 l：state, note");
    expect(words.step({ advance: "16d" })).toBe("过了 16 天");
    expect(words.expectation({ count: { form: "lead", is: 1 } })).toBe("「线索」有 1 条");
    expect(words.expectation({ not_notified: {} })).toBe("有人 没有收到通知");
  });
  it("find words for every step and every expectation of a whole app", () => {
    const scenarios = scenariosOf(LOANS);
    expect(scenarios.length).toBeGreaterThan(5);
    for (const each of scenarios) {
      for (const step of [...(each.given ?? []), ...each.when]) expect(words.step(step)).not.toMatch(/undefined|@/);
      for (const expected of each.then) expect(words.expectation(expected)).not.toMatch(/undefined/);
    }
  });
  it("name the place where a run stopped", () => {
    const scenario = { key: "x", label: "x", when: [{ advance: "2h" }], then: [{ expect: "@l.a == 1" }] };
    expect([placeOf("when/0"), placeOf("given/12"), placeOf("leader"), placeOf("")]).toEqual([{ part: "when", index: 0 }, { part: "given", index: 12 }, null, null]);
    expect([words.at(scenario, "when/0"), words.at(scenario, "then/0"), words.at(scenario, "when/7"), words.at(scenario, "leader")]).toEqual(["过了 2 小时", "成立：@l.a == 1", "when/7", "leader"]);
  });
});
