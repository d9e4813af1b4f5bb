/** percent: a rate, kept as a fraction: "0.015" is 1.5%. */
import { asText, fixed, shift } from "@/model/numbers";
import { kept, NumberInput } from "./inputs/NumberInput";
import type { EditProps, Widget } from "./kit";
import { numeric } from "./numbers";

const Edit = (props: EditProps) => <NumberInput {...props} places={2} suffix="%" />;

export const percent: Widget = {
  ...numeric,
  width: 96,
  text: (value, field) => {
    const text = asText(value);
    return text === null ? "" : `${shift(fixed(text, (field.options.digits ?? 2) + 2), 2)}%`;
  },
  Edit,
  read: (typed) => {
    const value = kept(typed, 2, false);
    return typeof value === "string" && asText(value) === null ? undefined : value;
  },
};
