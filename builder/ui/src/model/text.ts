/** A label in one language. */
import type { Locale, Text } from "@/api/types";

export function say(text: Text | string | null | undefined, locale: Locale): string {
  if (text === null || text === undefined) return "";
  if (typeof text === "string") return text;
  return text[locale] || text["zh-CN"] || text.en;
}
