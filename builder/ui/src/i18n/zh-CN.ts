/** Texts of the interface, Chinese: the set that fixes the keys. */
export const zhCN = {
  app: { name: "斗拱" },
};

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
export type TextSet = Same<typeof zhCN>;
