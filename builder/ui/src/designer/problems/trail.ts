/** A place of the definition in words: ["forms", 0, "fields", 7, "formula"] → 客户 › 可用额度 › 公式. */
import i18next from "i18next";
import { valueAt, type Path } from "@/model/document/pointer";
import { isObject, textOf, type Definition, type Label } from "@/model/document/types";

export function trailOf(definition: Definition, path: Path, locale: string): string {
  const words: string[] = [];
  path.forEach((part, index) => {
    const value = valueAt(definition, path.slice(0, index + 1));
    if (isObject(value) && (value["label"] !== undefined || value["section"] !== undefined || typeof value["key"] === "string")) {
      words.push(textOf((value["label"] ?? value["section"]) as Label | undefined, locale) || String(value["key"]));
    } else if (typeof part === "string" && !/^\d+$/.test(part)) {
      const name = wordOf(part, index === 0);
      if (name !== "") words.push(name);
    }
  });
  return words.join(" › ");
}

/** The name of a part or slot; lists on the way ("forms", "fields") say nothing of their own. */
function wordOf(part: string, first: boolean): string {
  if (first) return part === "forms" ? "" : i18next.t(`part.${part}`, { ns: "designer", defaultValue: part });
  return i18next.t([`slot.${part}`, `option.${part}`], { ns: "designer", defaultValue: "" });
}
