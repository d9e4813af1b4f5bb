/** Writing labels: one text for both languages until they differ. */
import type { Label } from "@/model/document/types";

/** A new text in one language: `("客户", "en", "Customer")` → "Customer"; of two texts only the one is replaced. */
export function relabel(label: Label | undefined, locale: string, text: string): Label {
  if (label === undefined || typeof label === "string") return text;
  return locale.startsWith("en") ? { ...label, en: text } : { ...label, "zh-CN": text };
}

/** The text of one language alone, "" when it follows the other. */
export function own(label: Label | undefined, locale: "zh-CN" | "en"): string {
  if (label === undefined) return "";
  if (typeof label === "string") return locale === "zh-CN" ? label : "";
  return label[locale] ?? "";
}

/** Both texts into the shortest label: `("客户", "")` → "客户"; two texts → both. */
export function labelOf(zh: string, en: string): Label {
  if (en === "" || en === zh) return zh;
  return zh === "" ? en : { "zh-CN": zh, en };
}
