import { expect, test } from "vitest";
import type { StepBundle } from "@/api/types";
import { stages } from "./flow";

const step = (key: string, kind = "approve", ways?: StepBundle["ways"]): StepBundle => ({ key, kind, label: { "zh-CN": key, en: key }, words: { "zh-CN": "", en: "" }, ...(ways === undefined ? {} : { ways }) });
const way = (key: string, ...steps: StepBundle[]): NonNullable<StepBundle["ways"]>[number] => ({ key, label: { "zh-CN": key, en: key }, steps });
const flow = [step("lead"), step("by", "branch", [way("large", step("risk")), way("small")]), step("book", "set")];
const shown = (kase: Parameters<typeof stages>[1]): Record<string, string> => Object.fromEntries(stages(flow, kase));

test("at the first step everything else lies ahead", () => {
  expect(shown({ status: "running", at: ["lead"], path: { lead: "current" } })).toEqual({ lead: "current", by: "waiting", "by/large": "waiting", "by/small": "waiting", risk: "waiting", book: "waiting" });
});
test("the way taken is lit, the other one is left out", () => {
  expect(shown({ status: "running", at: ["risk"], path: { lead: "done", by: "done", risk: "current" } })).toEqual({ lead: "done", by: "done", "by/large": "current", "by/small": "skipped", risk: "current", book: "waiting" });
  expect(shown({ status: "approved", at: [], path: { lead: "done", by: "done", book: "done" } })).toEqual({ lead: "done", by: "done", "by/large": "skipped", "by/small": "done", risk: "skipped", book: "done" });
});
test("after a refusal nothing lies ahead any more", () => {
  expect(shown({ status: "rejected", at: [], path: { lead: "refused" } })).toEqual({ lead: "refused", by: "skipped", "by/large": "skipped", "by/small": "skipped", risk: "skipped", book: "skipped" });
});
