/** Labels of the definition in the language of the reader. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Locale, Text } from "@/api/types";
import { say } from "@/model/text";

export { say };

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh-CN";
}

export function useSay(): (text: Text | string | null | undefined) => string {
  const locale = useLocale();
  return useCallback((text) => say(text, locale), [locale]);
}
