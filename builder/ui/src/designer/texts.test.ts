import { describe, expect, it } from "vitest";
import { building, texts } from "./texts";

type Tree = { [key: string]: string | Tree };

function paths(tree: Tree, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [`${prefix}${key}`] : paths(value, `${prefix}${key}.`)));
}

function holes(tree: Tree, path: string): string[] {
  const text = path.split(".").reduce<string | Tree | undefined>((here, key) => (typeof here === "object" ? here[key] : undefined), tree);
  return typeof text === "string" ? [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort() : [];
}

describe.each([["designer", texts], ["building", building]])("texts of the %s", (_, both) => {
  const zh = both["zh-CN"] as unknown as Tree;
  const en = both.en as unknown as Tree;

  it("say the same things in both languages", () => {
    expect(paths(en).sort()).toEqual(paths(zh).sort());
  });

  it("fill the same holes", () => {
    for (const path of paths(zh)) expect(holes(en, path), path).toEqual(holes(zh, path));
  });

  it("are never empty where a page needs them", () => {
    const empty = paths(en).filter((path) => path.split(".").reduce<string | Tree | undefined>((here, key) => (typeof here === "object" ? here[key] : undefined), en) === "");
    expect(empty.filter((path) => !path.startsWith("optionHint.") && !path.endsWith("Hint"))).toEqual([]);
  });
});
