/** text: one line. */
import { TextInput } from "./inputs/TextInput";
import type { Widget } from "./kit";

export const text: Widget = {
  width: 150,
  text: (value) => (typeof value === "string" || typeof value === "number" ? String(value) : ""),
  Edit: TextInput,
  read: (typed) => typed.trim() || null,
};
