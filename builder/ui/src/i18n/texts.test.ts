import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { en } from "./en";
import { zhCN } from "./zh-CN";

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, prefix = ""): [string, string][] => Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`)));
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
const SRC = join(import.meta.dirname, "..");

function sources(folder: string): string[] {
  return readdirSync(join(SRC, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name)).map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

test("both languages say the same things with the same holes", () => {
  const chinese = new Map(flat(zhCN));
  const english = new Map(flat(en));
  expect([...english.keys()]).toEqual([...chinese.keys()]);
  for (const [key, text] of chinese) expect([key, holes(english.get(key) ?? "")]).toEqual([key, holes(text)]);
});

test("every text a page asks for is there", () => {
  const known = new Set(flat(zhCN).map(([key]) => key));
  const asked = ["app", "parts", "widgets", "runtime"].flatMap(sources).flatMap((text) => [...text.matchAll(/\bt\("([\w.]+)"/g)].map((match) => match[1] ?? ""));
  expect(asked.length).toBeGreaterThan(200);
  expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([]);
});
