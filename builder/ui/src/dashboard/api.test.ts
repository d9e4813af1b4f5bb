import { expect, test } from "vitest";
import { withUnits, type Result } from "./api";

const yuan = { "zh-CN": "元", en: "yuan" };
const result: Result = {
  columns: [
    { key: "amount", label: { "zh-CN": "放款额", en: "Disbursed" }, role: "measure", kind: "number", unit: "元" },
    { key: "days", label: { "zh-CN": "天数", en: "Days" }, role: "measure", kind: "number", unit: "天" },
  ],
  rows: [], texts: [], drill: [], chart: { kind: "table" }, form: "disbursement", next: null, total: null, total_texts: null,
};

test("a unit that a metric knows in both languages follows the reader; any other stays as it was answered", () => {
  const metrics = { disbursed: { key: "disbursed", label: yuan, help: null, unit: yuan, digits: 2, form: "disbursement" } };
  expect(withUnits(result, metrics).columns.map((column) => column.unit)).toEqual([yuan, "天"]);
  expect(withUnits(result, {}).columns.map((column) => column.unit)).toEqual(["元", "天"]);
});
