/** A value as people see it, through the widget its field names; an unknown widget is a red box, never nothing. */
import type { FieldBundle, Wire } from "@/api/types";
import { isBlank, type ShowContext, type ShowProps, type Widget } from "./kit";
import { WIDGETS } from "./registry";

export function widgetOf(field: FieldBundle): Widget | undefined {
  return WIDGETS[field.widget];
}

/** In full, as in a sentence; blank -> "". */
export function textOf(value: Wire | undefined, field: FieldBundle, context: ShowContext): string {
  if (value === undefined || isBlank(value)) return "";
  return widgetOf(field)?.text(value, field, context) ?? `[${field.widget}]`;
}

export function UnknownWidget({ field }: { field: FieldBundle }) {
  return (
    <span role="alert" style={{ display: "inline-block", padding: "2px 8px", border: "1px solid var(--refused)", borderRadius: 4, color: "var(--refused)", background: "var(--refused-soft)", fontSize: 12 }}>
      {`widget “${field.widget}” (${field.key})`}
    </span>
  );
}

/** The value alone; blank is up to the caller. */
export function Show(props: ShowProps) {
  const widget = widgetOf(props.field);
  if (widget === undefined) return <UnknownWidget field={props.field} />;
  if (widget.Show !== undefined) return <widget.Show {...props} />;
  const say = props.dense === true ? (widget.cell ?? widget.text) : widget.text;
  return <span className={widget.align === "right" ? "num" : undefined}>{say(props.value, props.field, props.context)}</span>;
}
