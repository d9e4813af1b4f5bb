/** Cases that the server's property test has drawn and answered; it starts this file with their place. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { evaluate, type Ir } from ".";
import { MOMENT, namesFrom, shown, type Entry } from "./described";
import { literal } from "./evaluate";

interface Case {
  expr: string;
  ir: Ir;
  scope: Record<string, Entry>;
  value: unknown;
}

const file = process.env["DOUGONG_EXPR_CASES"];

test.runIf(file !== undefined)("agrees with the server on what it has drawn", () => {
  const cases = JSON.parse(readFileSync(file ?? "", "utf-8")) as Case[];
  for (const { expr, ir, scope, value } of cases) {
    const found = evaluate(ir, namesFrom(scope), MOMENT);
    expect({ expr, value: shown(found) }).toEqual({ expr, value: shown(literal(value)) });
  }
});
