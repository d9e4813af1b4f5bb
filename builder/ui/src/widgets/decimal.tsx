/** decimal: an exact number. */
import { NumberInput } from "./inputs/NumberInput";
import type { Widget } from "./kit";
import { digitsOf, numeric, plain } from "./numbers";

export const decimal: Widget = { ...numeric, text: (value, field) => plain(value, digitsOf(field), field.options.grouping !== false), Edit: NumberInput };
