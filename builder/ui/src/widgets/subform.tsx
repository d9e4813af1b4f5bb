/** subform: rows that belong to the record. */
import { lazy } from "react";
import type { Widget } from "./kit";

export const subform: Widget = {
  width: 80,
  text: (value, _, { locale }) => (Array.isArray(value) ? (locale === "en" ? `${value.length} rows` : `${value.length} 行`) : ""),
  Edit: lazy(() => import("./inputs/SubformInput")),
};
