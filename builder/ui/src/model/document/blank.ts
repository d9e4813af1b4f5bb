/** Where an app begins: with next to nothing, or with a definition that somebody else wrote. */
import { isObject, textOf, type Definition, type Json, type JsonObject, type Label } from "./types";

/** Nobody sees an app without roles: a blank one has one, which new forms are opened to. */
const MEMBER: Label = { "zh-CN": "成员", en: "Member" };

/** `("visits", "拜访")` → an app with a role and no forms. */
export function blankApp(key: string, label: string): Definition {
  return { format: 1, app: { key, label }, roles: [{ key: "member", label: MEMBER }], forms: [] };
}

/** What a file holds: a definition with what tells it apart, or why it cannot be one. */
export type Found = { definition: JsonObject; key: string; label: string; sizes: Record<Part, number> } | { fault: "not_json" | "not_app" };

export const PARTS = ["forms", "roles", "flows", "rules", "reports", "dashboards", "scenarios"] as const;
export type Part = (typeof PARTS)[number];

export function readDefinition(text: string, locale: string): Found {
  let read: Json;
  try {
    read = JSON.parse(text) as Json;
  } catch {
    return { fault: "not_json" };
  }
  if (!isObject(read) || !isObject(read["app"]) || typeof read["app"]["key"] !== "string") return { fault: "not_app" };
  const definition = read;
  const { key, label } = read["app"];
  const size = (part: Part): number => (Array.isArray(definition[part]) ? definition[part].length : 0);
  return { definition, key, label: textOf(label as Label | undefined, locale) || key, sizes: Object.fromEntries(PARTS.map((part) => [part, size(part)])) as Record<Part, number> };
}

/** The same definition under another key. */
export function withKey(definition: JsonObject, key: string): JsonObject {
  return { ...definition, app: { ...(isObject(definition["app"]) ? definition["app"] : {}), key } };
}
