/** What all widgets of exact numbers share. */
import type { FieldBundle, Wire } from "@/api/types";
import { asText, fixed, grouped } from "@/model/numbers";
import { kept } from "./inputs/NumberInput";
import type { Widget } from "./kit";

/** Digits after the point: of the computed value, else of the field. */
export function digitsOf(field: FieldBundle): number | null {
  return field.computed?.digits ?? field.options.digits ?? null;
}

/** "1234.5" -> "1,234.50" where the field has two digits; without digits as many as there are. */
export function plain(value: Wire, digits: number | null, separate = true): string {
  const text = asText(value);
  if (text === null) return typeof value === "string" ? value : "";
  const shown = digits === null ? text : fixed(text, digits);
  return separate ? grouped(shown) : shown;
}

export const numeric: Pick<Widget, "width" | "align" | "read"> = {
  width: 120,
  align: "right",
  read: (typed) => {
    const value = kept(typed, 0, false);
    return typeof value === "string" && asText(value) === null ? undefined : value;
  },
};
