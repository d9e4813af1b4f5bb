/** The vectors of tests/vectors/expr, which decide what expressions mean on every host. */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { evaluate, FUNCTIONS, truth, type Ir } from ".";
import { MOMENT, namesFrom, shown, type Entry } from "./described";
import { literal } from "./evaluate";

const FOLDER = fileURLToPath(new URL("../../../../tests/vectors/", import.meta.url));

interface Row {
  expr: string;
  scope?: Record<string, unknown>;
  value?: unknown;
}
interface File {
  scope: Record<string, Entry>;
  rows: Row[];
}

function load<T>(name: string): T {
  return JSON.parse(readFileSync(FOLDER + name, "utf-8")) as T;
}

const ir = load<{ functions: string[]; vectors: Record<string, (Ir | null)[]> }>("ir.json");

describe.each(readdirSync(`${FOLDER}expr`).map((file) => file.replace(".json", "")))("%s", (name) => {
  const file = load<File>(`expr/${name}.json`);
  const rows = file.rows.map((row, number) => ({ ...row, ir: ir.vectors[name]?.[number] ?? null }));
  const valued = rows.filter((row) => row.ir !== null);
  test.runIf(valued.length > 0).each(valued)("$expr", (row) => {
    const names = namesFrom(file.scope, row.scope);
    const value = evaluate(row.ir as Ir, names, MOMENT);
    expect(shown(value)).toEqual(shown(literal(row.value)));
    expect(truth(row.ir as Ir, names, MOMENT)).toBe(row.value === true);
  });
  test("has a verdict on every row", () => {
    expect(rows.every((row) => (row.ir === null) === !("value" in row))).toBe(true);
  });
});

test("the table has exactly the server's keys", () => {
  expect(Object.keys(FUNCTIONS).sort()).toEqual(ir.functions);
});
