/** A place of the definition in words: ["forms", 0, "fields", 7, "formula"] → 客户 › 可用额度 › 公式. */
import i18next from "i18next";
import { valueAt, type Path } from "@/model/document/pointer";
import { isObject, textOf, type Definition, type Label } from "@/model/document/types";

export function trailOf(definition: Definition, path: Path, locale: string): string {
  const words: string[] = [];
  path.forEach((part, index) => {
    const here = path.slice(0, index + 1);
    const word = nameAt(definition, here, locale) ?? formName(definition, here, locale) ?? (typeof part === "string" && !/^\d+$/.test(part) ? wordOf(part, index === 0) : "");
    if (word !== "") words.push(word);
  });
  return words.join(" › ");
}

/** What an element calls itself. */
function nameAt(definition: Definition, path: Path, locale: string): string | null {
  const value = valueAt(definition, path);
  if (!isObject(value)) return null;
  const label = value["label"] ?? value["section"] ?? value["message"];
  if (label === undefined && typeof value["key"] !== "string") return null;
  return textOf(label as Label | undefined, locale) || String(value["key"] ?? "");
}

/** A role's rights are named after the form they are for. */
function formName(definition: Definition, [part, , list, key, ...rest]: Path, locale: string): string | null {
  if (part !== "roles" || list !== "forms" || key === undefined || rest.length > 0) return null;
  return textOf(definition.forms.find((form) => form.key === key)?.label, locale) || String(key);
}

/** Lists on the way to an element say nothing of their own. */
const SILENT = new Set(["forms", "fields", "items", "steps", "do", "ways", "values"]);

/** The name of a part of the app or of a slot. */
function wordOf(part: string, first: boolean): string {
  if (SILENT.has(part)) return "";
  if (first) return i18next.t(`part.${part}`, { ns: "designer", defaultValue: part });
  return i18next.t([`slot.${part}`, `option.${part}`], { ns: "designer", defaultValue: "" });
}
