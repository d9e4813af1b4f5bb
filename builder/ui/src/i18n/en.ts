/** Texts of the interface, English. */
import type { TextSet } from "./zh-CN";

export const en: TextSet = {
  app: { name: "Dougong" },
};
