/** Texts of the designer in both languages; the Chinese set fixes the keys. */
import { addTexts, type Texts } from "@/i18n";
import { en } from "./texts.en";
import { zh } from "./texts.zh";

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
export type DesignerTexts = Same<typeof zh>;

export const texts: { "zh-CN": DesignerTexts; en: DesignerTexts } = { "zh-CN": zh, en };

export function loadTexts(): void {
  addTexts("designer", texts as unknown as { "zh-CN": Texts; en: Texts });
}
