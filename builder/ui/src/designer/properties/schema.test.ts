import { describe, expect, it } from "vitest";
import { isDerived, optionsOf } from "./schema";
import type { JsonObject } from "@/model/document/types";

const LABEL = { anyOf: [{ type: "string" }, { additionalProperties: { type: "string" }, type: "object" }] };
const SELECT: JsonObject = {
  $defs: {
    Choice: {
      type: "object",
      properties: { key: { type: "string" }, label: LABEL, color: { anyOf: [{ enum: ["grey", "red"], type: "string" }, { type: "null" }] } },
      required: ["key", "label"],
    },
  },
  type: "object",
  properties: {
    key: { type: "string" },
    type: { const: "select", type: "string" },
    label: LABEL,
    help: { anyOf: [...LABEL.anyOf, { type: "null" }] },
    required: { type: "boolean", default: false },
    unit: { anyOf: [{ maxLength: 10, type: "string" }, { type: "null" }], default: null },
    min: { anyOf: [{ pattern: "^-?[0-9]+$", type: "string" }, { type: "integer" }, { type: "null" }] },
    max_items: { anyOf: [{ type: "integer", minimum: 1, maximum: 100 }, { type: "null" }] },
    reset: { type: "string", enum: ["never", "day"], default: "never" },
    aliases: { type: "array", items: { type: "string" } },
    choices: { type: "array", items: { $ref: "#/$defs/Choice" } },
    inverse_label: { anyOf: [...LABEL.anyOf, { type: "null" }] },
  },
  required: ["key", "type", "label", "choices"],
};

describe("the property grid", () => {
  const editors = Object.fromEntries(optionsOf(SELECT).map((option) => [option.name, option.editor]));

  it("finds an editor for every shape of option", () => {
    expect(editors).toEqual({
      label: { kind: "label" },
      help: { kind: "label" },
      required: { kind: "switch" },
      unit: { kind: "text", maxLength: 10 },
      min: { kind: "exact" },
      max_items: { kind: "number", whole: true, min: 1, max: 100 },
      reset: { kind: "choice", values: ["never", "day"] },
      aliases: { kind: "tags" },
      choices: { kind: "choices", colours: ["grey", "red"] },
      inverse_label: { kind: "label" },
    });
  });

  it("knows what must be there", () => {
    expect(optionsOf(SELECT).filter((option) => option.required).map((option) => option.name)).toEqual(["label", "choices"]);
  });

  it("asks nothing of a computed field that only people can give", () => {
    const formula: JsonObject = { type: "object", properties: { label: LABEL, required: { type: "boolean" }, unique: { type: "boolean" }, formula: { type: "string" } } };
    expect(isDerived(formula)).toBe(true);
    expect(optionsOf(formula).map((option) => option.name)).toEqual(["label", "formula"]);
  });

  it("reads a schema that refers to itself", () => {
    const nested: JsonObject = { $ref: "#/$defs/Rows", $defs: { Rows: { type: "object", properties: { label: LABEL, fields: { type: "array", items: { $ref: "#/$defs/Rows" } } }, required: ["fields"] } } };
    expect(optionsOf(nested).map((option) => option.editor.kind)).toEqual(["label", "rows"]);
  });
});
