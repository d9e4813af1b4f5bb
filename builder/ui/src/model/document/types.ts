/** The app definition as the designer edits it: the parts it works on are named, the rest is carried along untouched. */

export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [name: string]: Json | undefined;
}

/** One string, or one per language; a missing language falls back to the other. */
export type Label = string | { "zh-CN"?: string; en?: string };

/** Stable name of an element: its `uid`, or the key it was written with. */
export type Id = string;

export interface FieldDef extends JsonObject {
  key: string;
  uid?: string;
  type: string;
  label: Label;
  fields?: FieldDef[];
}

export type Span = 1 | 2 | 3;

/** A field in a section: `"name"` is short for `{"field": "name"}`. */
export type ItemDef = string | { field: string; span?: Span };

export interface SectionDef extends JsonObject {
  key?: string;
  section: Label;
  columns?: Span;
  collapsed?: boolean;
  items: ItemDef[];
}

export interface ConditionDef extends JsonObject {
  item: string;
  visible?: string;
  required_if?: string;
  readonly_if?: string;
}

export interface CheckDef extends JsonObject {
  key: string;
  assert: string;
  message: Label;
  at?: string;
}

export interface ViewDef extends JsonObject {
  key: string;
  label: Label;
  kind?: string;
  columns: string[];
  where?: string;
  sort?: string[];
}

export interface FormDef extends JsonObject {
  key: string;
  uid?: string;
  label: Label;
  title: string;
  fields: FieldDef[];
  layout?: SectionDef[];
  conditions?: ConditionDef[];
  checks?: CheckDef[];
  views?: ViewDef[];
}

export interface RoleDef extends JsonObject {
  key: string;
  label: Label;
  forms?: JsonObject;
}

export interface Definition extends JsonObject {
  format: number;
  app: JsonObject;
  forms: FormDef[];
  roles?: RoleDef[];
}

/** Whether a value is a JSON object, neither a list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{"zh-CN": "客户", en: "Customer"}` in "en" → "Customer"; `"客户"` in any → "客户". */
export function textOf(label: Label | undefined, locale: string): string {
  if (label === undefined) return "";
  if (typeof label === "string") return label;
  const zh = label["zh-CN"];
  return (locale.startsWith("en") ? label.en || zh : zh || label.en) ?? "";
}
