import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "@/model/document/types";
import { texts } from "../texts";
import { optionsOf, type Option } from "./schema";

/** The options of every field type, off the schema of the definition language. */
const schema = JSON.parse(readFileSync(new URL("../../../../../docs/schema/app-1.json", import.meta.url), "utf8")) as JsonObject;
const definitions = isObject(schema["$defs"]) ? schema["$defs"] : {};
const options: Option[] = Object.entries(definitions).flatMap(([name, definition]) => (name.endsWith("Options") && isObject(definition) ? optionsOf({ ...definition, $defs: definitions }) : []));

describe("options of field types", () => {
  it("have a name and an editor in the pane", () => {
    expect(options.length).toBeGreaterThan(40);
    for (const locale of ["zh-CN", "en"] as const) {
      const named: Record<string, string> = texts[locale].option;
      expect([...new Set(options.map((option) => option.name))].filter((name) => named[name] === undefined)).toEqual([]);
    }
    expect([...new Set(options.filter((option) => option.editor.kind === "raw").map((option) => option.name))]).toEqual([]);
  });

  it("have words for every value one can choose", () => {
    const words: Record<string, Record<string, string>> = texts["zh-CN"].value;
    const missing = options.flatMap(({ name, editor }) => (editor.kind === "choice" ? editor.values.filter((value) => words[name]?.[value] === undefined).map((value) => `${name}.${value}`) : []));
    expect([...new Set(missing)]).toEqual([]);
  });
});
