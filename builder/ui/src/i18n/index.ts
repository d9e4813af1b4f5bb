/** Language of the interface: two complete sets of texts, switched live. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale } from "@/api/types";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export type Texts = { [key: string]: string | Texts };

const KEY = "dougong.locale";

function stored(): Locale | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "en" || kept === "zh-CN" ? kept : null;
  } catch {
    return null;
  }
}

const A_YEAR = 31_536_000;

/** The cookie tells the server, with links and downloads too; builder/server/language.py reads it. */
function follow(locale: string): void {
  document.documentElement.lang = locale;
  document.cookie = `dougong_language=${locale}; path=/; max-age=${A_YEAR}; samesite=lax`;
}

export async function startI18n(): Promise<void> {
  i18next.on("languageChanged", follow);
  await i18next.use(initReactI18next).init({
    lng: stored() ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en"),
    fallbackLng: "zh-CN",
    resources: { "zh-CN": { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  // What is chosen in one window holds in the others, too.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY && (newValue === "en" || newValue === "zh-CN")) void i18next.changeLanguage(newValue);
  });
}

/** The person's own choice wins over what the account says, until they choose again. */
export async function chooseLocale(locale: Locale): Promise<void> {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Private windows may refuse storage; the choice then lasts for this page.
  }
  await i18next.changeLanguage(locale);
}

export async function suggestLocale(locale: Locale): Promise<void> {
  if (stored() === null && i18next.language !== locale) await i18next.changeLanguage(locale);
}

/** Texts of a part that is loaded later: addTexts("designer", {"zh-CN": …, en: …}), then useTranslation("designer"). */
export function addTexts(namespace: string, texts: Record<Locale, Texts>): void {
  i18next.addResourceBundle("zh-CN", namespace, texts["zh-CN"], true, true);
  i18next.addResourceBundle("en", namespace, texts.en, true, true);
}

export function currentLocale(): Locale {
  return i18next.language === "en" ? "en" : "zh-CN";
}
