/** integer: a whole number. */
import { kept, NumberInput } from "./inputs/NumberInput";
import type { EditProps, Widget } from "./kit";
import { numeric, plain } from "./numbers";

const Edit = (props: EditProps) => <NumberInput {...props} integer />;

export const integer: Widget = {
  ...numeric,
  width: 96,
  text: (value, field) => plain(value, null, field.options.grouping !== false),
  Edit,
  read: (typed) => {
    const value = kept(typed, 0, true);
    return typeof value === "string" ? undefined : value;
  },
};
