/** One line of text. */
import { Input } from "antd";
import type { HTMLInputTypeAttribute } from "react";
import type { EditProps } from "../kit";

interface Props extends EditProps {
  type?: HTMLInputTypeAttribute;
  inputMode?: "text" | "tel" | "email" | "numeric" | "decimal";
  clean?: (typed: string) => string;
}

export function TextInput({ id, label, value, change, disabled, invalid, describedBy, dense, autoFocus, field, type = "text", inputMode = "text", clean }: Props) {
  const max = field.options.max_length;
  return (
    <Input
      id={id} type={type} inputMode={inputMode} value={typeof value === "string" ? value : ""} disabled={disabled} status={invalid ? "error" : ""} autoComplete="off" autoFocus={autoFocus}
      aria-label={dense ? label : undefined} aria-invalid={invalid} aria-describedby={describedBy} variant={dense ? "borderless" : "outlined"}
      showCount={!dense && typeof max === "number" && max <= 100 && typeof value === "string" && value.length > max * 0.8}
      onChange={(event) => change(event.target.value === "" ? null : event.target.value)}
      onBlur={(event) => {
        const tidy = clean === undefined ? event.target.value.trim() : clean(event.target.value);
        if (tidy !== event.target.value) change(tidy === "" ? null : tidy);
      }}
    />
  );
}
