/** The options JSON Schema of a field type → the lines of the property grid. Nothing here knows any type by name. */
import { isObject, type Json, type JsonObject } from "@/model/document/types";

export type Editor =
  | { kind: "label" }
  | { kind: "text"; pattern?: string; long?: boolean; maxLength?: number }
  | { kind: "number"; whole: boolean; min?: number; max?: number }
  | { kind: "exact" }
  | { kind: "switch" }
  | { kind: "choice"; values: string[] }
  | { kind: "tags" }
  | { kind: "choices"; colours: string[] }
  | { kind: "expression"; over: "self" | "target" }
  | { kind: "form" }
  | { kind: "over" }
  | { kind: "field"; of: "self" | "over" | "from"; links?: boolean }
  | { kind: "fields" }
  | { kind: "rows" }
  | { kind: "default" }
  | { kind: "raw" };

export type Group = "basic" | "options" | "value" | "advanced";

export interface Option {
  name: string;
  group: Group;
  editor: Editor;
  required: boolean;
  /** What holds when it is not written. */
  fallback: Json | undefined;
}

/** Slots whose meaning the language fixes by their name. */
const SLOTS: Readonly<Record<string, Editor>> = {
  label: { kind: "label" },
  help: { kind: "label" },
  formula: { kind: "expression", over: "self" },
  where: { kind: "expression", over: "target" },
  default_expr: { kind: "expression", over: "self" },
  form: { kind: "form" },
  over: { kind: "over" },
  show: { kind: "fields" },
  fields: { kind: "rows" },
  default: { kind: "default" },
};

const GROUPS: Readonly<Record<string, Group>> = {
  label: "basic",
  required: "basic",
  help: "basic",
  default: "value",
  default_expr: "value",
  unique: "advanced",
  indexed: "advanced",
  aliases: "advanced",
  inverse: "advanced",
  inverse_label: "advanced",
  create_missing: "advanced",
  on_delete: "advanced",
  pattern: "options",
};

/** Told elsewhere: the key has its own line, the type cannot change, the uid is nobody's business. */
const HIDDEN = new Set(["key", "uid", "type"]);

/** What a computed field cannot have. */
const FILLED_ONLY = new Set(["required", "unique", "default", "default_expr", "aliases"]);

/** Follows `$ref` within the schema: `{"$ref": "#/$defs/Choice"}` → its definition. */
export function resolve(schema: Json | undefined, root: JsonObject): JsonObject {
  if (!isObject(schema)) return {};
  const ref = schema["$ref"];
  if (typeof ref !== "string") return schema;
  let here: Json | undefined = root;
  for (const part of ref.replace(/^#\//, "").split("/")) here = isObject(here) ? here[part] : undefined;
  return isObject(here) && here !== schema ? resolve(here, root) : {};
}

export function propertiesOf(schema: JsonObject): JsonObject {
  const properties = resolve(schema, schema)["properties"];
  return isObject(properties) ? properties : {};
}

/** Whether fields of a type compute their value: nobody fills them, so nothing is required of them. */
export function isDerived(schema: JsonObject): boolean {
  const properties = propertiesOf(schema);
  return "formula" in properties || "over" in properties || "path" in properties;
}

export function optionsOf(schema: JsonObject): Option[] {
  const derived = isDerived(schema);
  const whole = resolve(schema, schema);
  const required = Array.isArray(whole["required"]) ? whole["required"] : [];
  return Object.entries(propertiesOf(schema))
    .filter(([name]) => !HIDDEN.has(name) && !(derived && FILLED_ONLY.has(name)))
    .map(([name, property]) => ({
      name,
      group: GROUPS[name] ?? "options",
      editor: editorOf(name, resolve(property, schema), schema, propertiesOf(schema)),
      required: required.includes(name),
      fallback: isObject(property) ? property["default"] : undefined,
    }))
    .sort((a, b) => weight(a) - weight(b));
}

/** What makes the field what it is comes first: its formula, its choices, the form it refers to. */
const FIRST = ["label", "required", "help", "choices", "form", "formula", "over", "aggregate", "from", "field", "path", "where", "fields", "show"];

function weight({ name }: Option): number {
  const at = FIRST.indexOf(name);
  return at < 0 ? FIRST.length : at;
}

function editorOf(name: string, property: JsonObject, root: JsonObject, siblings: JsonObject): Editor {
  if (name === "field") return { kind: "field", of: "from" in siblings ? "from" : "over" };
  if (name === "from") return { kind: "field", of: "self", links: true };
  return SLOTS[name] ?? byShape(property, root);
}

/** The shape alone decides: `anyOf [string, object of strings]` is a label, an array of keyed objects are choices. */
function byShape(property: JsonObject, root: JsonObject): Editor {
  const kinds = (Array.isArray(property["anyOf"]) ? property["anyOf"] : [property]).map((each) => resolve(each, root)).filter((each) => each["type"] !== "null");
  const [first = {}] = kinds;
  const types = kinds.map((each) => each["type"]);
  if (types.includes("string") && types.includes("object")) return { kind: "label" };
  if (types.includes("string") && (types.includes("integer") || types.includes("number"))) return { kind: "exact" };
  if (Array.isArray(first["enum"])) return { kind: "choice", values: first["enum"].map(String) };
  switch (first["type"]) {
    case "boolean":
      return { kind: "switch" };
    case "integer":
    case "number":
      return { kind: "number", whole: first["type"] === "integer", ...limits(first) };
    case "string":
      return { kind: "text", ...(typeof first["maxLength"] === "number" ? { maxLength: first["maxLength"] } : {}) };
    case "array":
      return ofArray(resolve(first["items"], root), root);
    default:
      return { kind: "raw" };
  }
}

function limits(schema: JsonObject): { min?: number; max?: number } {
  const { minimum, maximum } = schema;
  return { ...(typeof minimum === "number" && minimum > -1e12 ? { min: minimum } : {}), ...(typeof maximum === "number" && maximum < 1e12 ? { max: maximum } : {}) };
}

function ofArray(items: JsonObject, root: JsonObject): Editor {
  const properties = isObject(items["properties"]) ? items["properties"] : {};
  if ("key" in properties && "label" in properties) return { kind: "choices", colours: coloursOf(properties["color"], root) };
  return items["type"] === "string" ? { kind: "tags" } : { kind: "raw" };
}

function coloursOf(property: Json | undefined, root: JsonObject): string[] {
  const shape = byShape(resolve(property, root), root);
  return shape.kind === "choice" ? shape.values : [];
}
