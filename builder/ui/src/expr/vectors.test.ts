/** The vectors of tests/vectors/expr, which decide what expressions mean on every host. */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { evaluate, FUNCTIONS, isExact, read, truth, wireOf, type Ir, type Kind, type Moment, type Names, type Value } from ".";
import { literal } from "./evaluate";

const FOLDER = fileURLToPath(new URL("../../../../tests/vectors/", import.meta.url));
const MOMENT: Moment = { now: "2026-03-02T01:30:00Z", zone: "Asia/Shanghai" };

type Entry = { kind?: Kind; value?: unknown; rows?: Entries; reference?: Entries; namespace?: Entries };
type Entries = Record<string, Entry | Kind>;
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

/** What the Python tests call `value`: the nested plain value of one described name. */
function held(entry: Entry | Kind, raw: unknown): Value | Names | Names[] {
  if (typeof entry === "string") return read(entry, raw);
  if (raw === null || raw === undefined) return null;
  if (entry.rows !== undefined) return (raw as Record<string, unknown>[]).map((row) => named(entry.rows ?? {}, row));
  const below = entry.reference ?? entry.namespace;
  return below === undefined ? read(entry.kind ?? "text", raw) : named(below, raw as Record<string, unknown>);
}

function named(entries: Entries, raw: Record<string, unknown>): Names {
  const names: Names = typeof raw["id"] === "string" ? { id: raw["id"] } : {};
  for (const [name, entry] of Object.entries(entries)) names[name] = held(entry, raw[name]);
  return names;
}

/** Exact numbers compare by value. */
function shown(value: Value): unknown {
  return isExact(value) ? { number: wireOf(value) } : Array.isArray(value) ? value.map(shown) : value;
}

const ir = load<{ functions: string[]; vectors: Record<string, (Ir | null)[]> }>("ir.json");

describe.each(readdirSync(`${FOLDER}expr`).map((file) => file.replace(".json", "")))("%s", (name) => {
  const file = load<File>(`expr/${name}.json`);
  const rows = file.rows.map((row, number) => ({ ...row, ir: ir.vectors[name]?.[number] ?? null }));
  const valued = rows.filter((row) => row.ir !== null);
  test.runIf(valued.length > 0).each(valued)("$expr", (row) => {
    const entries = Object.entries(file.scope);
    const names = Object.fromEntries(entries.map(([key, entry]) => [key, held(entry, row.scope?.[key] ?? entry.value)]));
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
