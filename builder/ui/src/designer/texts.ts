/** Texts of the designer in both languages; the Chinese set fixes the keys. */
import { addTexts, type Texts } from "@/i18n";
import { en as buildingEn } from "./building/texts.en";
import { zh as buildingZh } from "./building/texts.zh";
import { en } from "./texts.en";
import { zh } from "./texts.zh";

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
export type DesignerTexts = Same<typeof zh>;

export const texts: { "zh-CN": DesignerTexts; en: DesignerTexts } = { "zh-CN": zh, en };

/** Around the forms: the app as a whole. */
export const building: { "zh-CN": typeof buildingZh; en: Same<typeof buildingZh> } = { "zh-CN": buildingZh, en: buildingEn };

export function loadTexts(): void {
  addTexts("building", building as unknown as { "zh-CN": Texts; en: Texts });
  addTexts("designer", texts as unknown as { "zh-CN": Texts; en: Texts });
}
