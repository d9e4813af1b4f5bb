/** computed: a value nobody types (formula, lookup, rollup), shown by its kind. */
import { asText } from "@/model/numbers";
import { boolean } from "./boolean";
import { date } from "./date";
import { datetime } from "./datetime";
import { decimal } from "./decimal";
import type { ShowProps, Widget } from "./kit";
import { member } from "./member";
import { reference } from "./reference";
import { select } from "./select";
import { text } from "./text";
import type { FieldBundle } from "@/api/types";

/** Which widget speaks for a computed field: its choices, its currency, else its kind. */
export function spokesman(field: FieldBundle): Widget {
  switch (field.kind) {
    case "number":
      return decimal;
    case "boolean":
      return boolean;
    case "date":
      return date;
    case "datetime":
      return datetime;
    case "reference":
      return field.target === "user" ? member : reference;
    case "text":
      return field.options.choices === undefined ? text : select;
    case "json":
      return { width: 120, text: (value) => (value === null ? "" : asText(value) ?? JSON.stringify(value)) };
  }
}

function Show(props: ShowProps) {
  const { Show: Inner, ...widget } = spokesman(props.field);
  if (Inner !== undefined) return <Inner {...props} />;
  return <span>{(props.dense === true ? widget.cell : undefined)?.(props.value, props.field, props.context) ?? widget.text(props.value, props.field, props.context)}</span>;
}

export const computed: Widget = { width: 120, text: (value, field, context) => spokesman(field).text(value, field, context), Show };
