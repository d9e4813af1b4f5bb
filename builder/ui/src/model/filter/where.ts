/** Conditions -> the expression the server understands. The words of each operator are the engine's own table. */
import type { FieldBundle, Kind } from "@/api/types";
import { FILTERS, type FilterEntry } from "@/generated/filters";
import { readNumber } from "../numbers";
import { type Group, isGroup, type Rule } from "./tree";

export type Arity = "none" | "one" | "list" | "range";
const BY_KEY = new Map(FILTERS.map((entry) => [entry.key, entry]));

export function filterEntry(key: string): FilterEntry | undefined {
  return BY_KEY.get(key);
}

/** How many values an operator asks for, read off its template. */
export function arity(key: string): Arity {
  const template = BY_KEY.get(key)?.template ?? "";
  if (template.includes("{from}")) return "range";
  if (template.includes("{values}")) return "list";
  return template.includes("{value}") ? "one" : "none";
}

/** ("text", 'a"b') -> '"a\\"b"'; ("number", "1,000") -> "1000"; a value that is none of its kind -> null */
export function literal(kind: Kind, raw: string): string | null {
  switch (kind) {
    case "number":
      return readNumber(raw);
    case "boolean":
      return raw === "true" || raw === "false" ? raw : null;
    case "date":
    case "datetime": // filters ask for days, also of a point in time
      return /^\d{4}-\d\d-\d\d/.test(raw) ? `DATEVALUE("${raw.slice(0, 10)}")` : null;
    case "text":
    case "reference":
    case "json":
      return raw === "" ? null : JSON.stringify(raw);
  }
}

function holes(rule: Rule, kind: Kind): Record<string, string> | null {
  const values = (rule.value === null ? [] : Array.isArray(rule.value) ? rule.value : [rule.value]).map((raw) => literal(kind, raw));
  const said = values.filter((value) => value !== null);
  switch (arity(rule.op)) {
    case "none":
      return {};
    case "one":
      return said[0] === undefined ? null : { value: said[0] };
    case "list":
      return said.length === 0 ? null : { values: said.length === 1 ? `${said[0]},` : said.join(", ") };
    case "range":
      return values[0] && values[1] ? { from: values[0], to: values[1] } : null;
  }
}

/** One condition -> its expression; unfinished or unknown -> null, so that half-typed conditions filter nothing. */
export function ruleWhere(rule: Rule, fields: ReadonlyMap<string, FieldBundle>): string | null {
  const field = fields.get(rule.field);
  const entry = BY_KEY.get(rule.op);
  if (field === undefined || entry === undefined || !field.filters.includes(rule.op)) return null;
  const filled = holes(rule, field.kind);
  if (filled === null) return null;
  return entry.template.replace(/\{(\w+)\}/g, (_, hole: string) => (hole === "field" ? field.key : (filled[hole] ?? "")));
}

/** A group -> `a and (b or c)`; nothing finished -> "" */
export function groupWhere(group: Group, fields: ReadonlyMap<string, FieldBundle>): string {
  const parts = group.items
    .map((item) => {
      if (!isGroup(item)) return ruleWhere(item, fields);
      const inner = groupWhere(item, fields);
      return inner === "" ? null : `(${inner})`;
    })
    .filter((part) => part !== null);
  return parts.join(` ${group.join} `);
}

/** The view's own condition, what a report hands over, and the filter, all of them holding. */
export function allOf(...parts: (string | null | undefined)[]): string {
  const said = parts.filter((part): part is string => part !== null && part !== undefined && part.trim() !== "");
  return said.length === 1 ? (said[0] ?? "") : said.map((part) => `(${part})`).join(" and ");
}
