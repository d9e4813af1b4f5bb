/** longtext: several lines. */
import { Input } from "antd";
import type { EditProps, ShowProps, Widget } from "./kit";

function Show({ value, dense }: ShowProps) {
  if (dense === true) return <span title={String(value)}>{String(value).replace(/\s+/g, " ")}</span>;
  return <span style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{String(value)}</span>;
}

function Edit({ id, label, field, value, change, disabled, invalid, describedBy, dense, autoFocus }: EditProps) {
  const max = field.options.max_length;
  return (
    <Input.TextArea
      id={id} value={typeof value === "string" ? value : ""} disabled={disabled} status={invalid ? "error" : ""} autoFocus={autoFocus} variant={dense ? "borderless" : "outlined"}
      autoSize={{ minRows: dense ? 1 : 3, maxRows: dense ? 4 : 12 }} showCount={!dense && typeof max === "number" && typeof value === "string" && value.length > max * 0.8}
      aria-label={dense ? label : undefined} aria-invalid={invalid} aria-describedby={describedBy} onChange={(event) => change(event.target.value === "" ? null : event.target.value)}
    />
  );
}

export const longtext: Widget = {
  width: 240,
  text: (value) => (typeof value === "string" ? value : ""),
  Show,
  Edit,
  read: (typed) => typed.trim() || null,
};
