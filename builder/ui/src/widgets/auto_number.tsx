/** auto_number: given by the server when the record is stored. */
import type { Widget } from "./kit";

export const auto_number: Widget = { width: 150, text: (value) => (typeof value === "string" ? value : "") };
