import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isKnownIcon } from "./icons";

describe("icons", () => {
  it("are there for every field type of the engine", () => {
    const folder = new URL("../../../../../engine/fields/types/", import.meta.url);
    const named = readdirSync(folder)
      .filter((file) => file.endsWith(".py"))
      .flatMap((file) => /^ {4}icon = "(\w+)"/m.exec(readFileSync(new URL(file, folder), "utf8"))?.[1] ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !isKnownIcon(name))).toEqual([]);
  });
});
