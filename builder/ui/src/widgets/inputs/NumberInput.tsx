/** An exact number: typed as people type ("30万", "1,200"), kept as text, shown grouped when left. The text does not change
 *  when the box is entered: what is selected then stays selected, so that typing replaces it. */
import { Input } from "antd";
import { useState } from "react";
import type { Wire } from "@/api/types";
import { asText, fixed, grouped, isExact, readNumber, shift } from "@/model/numbers";
import type { EditProps } from "../kit";

interface Props extends EditProps {
  prefix?: string;
  suffix?: string;
  /** 2 for percent: 0.015 is shown as 1.5. */
  places?: number;
  /** JSON integers instead of text. */
  integer?: boolean;
  /** Shown with so many digits after the point when left. */
  digits?: number;
}

/** What was typed -> what is kept; what is no number stays as typed, so that the check can say so. */
export function kept(typed: string, places: number, integer: boolean): Wire {
  if (typed.trim() === "") return null;
  const number = readNumber(typed.replace(/[%％]\s*$/, ""));
  if (number === null) return typed;
  const exact = places === 0 ? number : shift(number, -places);
  if (!integer) return exact;
  return /^-?\d+$/.test(exact) && Number.isSafeInteger(Number(exact)) ? Number(exact) : typed;
}

/** ("100", 2) -> "100.00"; more digits than that are never cut. */
function padded(text: string, digits: number): string {
  return isExact(text) && (text.split(".")[1] ?? "").length < digits ? fixed(text, digits) : text;
}

export function shown(value: Wire, places: number): string {
  const text = asText(value);
  if (text === null) return typeof value === "string" ? value : "";
  return places === 0 ? text : shift(text, places);
}

export function NumberInput({ id, field, label, value, change, disabled, invalid, describedBy, dense, autoFocus, prefix, suffix, places = 0, integer = false, digits = 0 }: Props) {
  const [typing, setTyping] = useState<string | null>(null);
  return (
    <Input
      id={id} inputMode="decimal" autoComplete="off" disabled={disabled} status={invalid ? "error" : ""} autoFocus={autoFocus} variant={dense ? "borderless" : "outlined"}
      aria-label={dense ? label : undefined} aria-invalid={invalid} aria-describedby={describedBy} className="num" styles={{ input: { textAlign: dense ? "right" : "left" } }}
      prefix={dense || prefix === undefined ? undefined : <span className="quiet">{prefix}</span>} suffix={suffix === undefined ? undefined : <span className="quiet">{suffix}</span>}
      value={typing ?? (field.options.grouping === false ? shown(value, places) : grouped(padded(shown(value, places), digits)))}
      onChange={(event) => {
        setTyping(event.target.value);
        change(kept(event.target.value, places, integer));
      }}
      onBlur={() => setTyping(null)}
    />
  );
}
