/** The app definition as the designer edits it: the parts it works on are named, the rest is carried along untouched. */

import type * as written from "@/generated/definition";

export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [name: string]: Json | undefined;
}

/** One string, or one per language; a missing language falls back to the other. */
export type Label = string | { "zh-CN"?: string; en?: string };

/** Stable name of an element: its `uid`, or the key it was written with. */
export type Id = string;

/** A field of any type: what all of them have, and the options of its own beside it. */
export type FieldDef = Pick<written.TextOptions, "key" | "label"> & JsonObject & { type: string; uid?: string; fields?: FieldDef[] };

/** A field in a section: `"name"` is short for `{"field": "name"}`. */
export type SectionDef = written.SectionDefinition & JsonObject;
export type ItemDef = SectionDef["items"][number];
export type Span = NonNullable<written.Placed["span"]>;

export type ConditionDef = written.ConditionDefinition & JsonObject;
export type CheckDef = written.CheckDefinition & JsonObject;
export type ViewDef = written.ViewDefinition & JsonObject;
export type RoleDef = written.RoleDefinition & JsonObject;
export type FormDef = Omit<written.FormDefinition, "fields" | "duplicates" | "views"> & JsonObject & { fields: FieldDef[]; views?: ViewDef[] };
export type Definition = JsonObject & { format: number; app: JsonObject; forms: FormDef[]; roles?: RoleDef[] };

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
