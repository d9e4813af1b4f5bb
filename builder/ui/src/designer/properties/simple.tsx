/** Editors of plain options: text, numbers, one of several, lists of words. */
import { Input, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isExact, readNumber } from "@/model/numbers";
import type { Bound } from "./OptionLine";
import css from "./properties.module.css";

/** What holds when nothing is written, as a placeholder. */
function shown(fallback: Bound["fallback"]): string {
  return typeof fallback === "string" || typeof fallback === "number" ? String(fallback) : "";
}

export function TextEditor({ id, value, change, settle, fallback, maxLength, required }: Bound & { maxLength: number | undefined; required: boolean }) {
  const text = typeof value === "string" ? value : "";
  return <Input id={id} size="small" value={text} placeholder={shown(fallback)} {...(maxLength === undefined ? {} : { maxLength })} onChange={(event) => change(event.target.value === "" && !required ? undefined : event.target.value)} onBlur={settle} />;
}

/** A number in its bounds; what is not one is shown as wrong and not taken over. */
export function NumberEditor({ id, value, change, settle, fallback, editor }: Bound & { editor: { whole: boolean; min?: number; max?: number } }) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): number | null => {
    const number = Number(readNumber(text) ?? NaN);
    const fits = Number.isFinite(number) && (!editor.whole || Number.isInteger(number)) && number >= (editor.min ?? -Infinity) && number <= (editor.max ?? Infinity);
    return fits ? number : null;
  };
  const text = typed ?? (typeof value === "number" ? String(value) : "");
  return (
    <Input
      id={id}
      size="small"
      inputMode={editor.whole ? "numeric" : "decimal"}
      value={text}
      placeholder={shown(fallback)}
      status={text !== "" && read(text) === null ? "error" : ""}
      suffix={editor.min !== undefined && editor.max !== undefined ? <span className="quiet">{`${editor.min}–${editor.max}`}</span> : undefined}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = read(target.value);
        if (target.value.trim() === "") change(undefined);
        else if (number !== null) change(number);
      }}
      onBlur={() => {
        setTyped(null);
        settle();
      }}
    />
  );
}

/** An exact number: kept as the text it was written with, never a float. */
export function ExactEditor({ id, value, change, settle }: Bound) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === undefined || value === null ? "" : String(value));
  const wrong = text !== "" && readNumber(text) === null;
  return (
    <Input
      id={id}
      size="small"
      inputMode="decimal"
      value={text}
      status={wrong ? "error" : ""}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = readNumber(target.value);
        if (target.value.trim() === "") change(undefined);
        else if (number !== null && isExact(number)) change(number);
      }}
      onBlur={() => {
        setTyped(null);
        settle();
      }}
    />
  );
}

export function ChoiceEditor({ id, value, change, fallback, values, name, required }: Bound & { values: string[]; name: string; required: boolean }) {
  const { t } = useTranslation("designer");
  const options = values.map((each) => ({ value: each, label: t(`value.${name}.${each}`, { defaultValue: each }) }));
  const current = typeof value === "string" ? value : typeof fallback === "string" ? fallback : null;
  if (values.length <= 3 && current !== null) return <Segmented id={id} size="small" block value={current} options={options} onChange={(next) => change(next === fallback ? undefined : next)} />;
  return <Select id={id} size="small" value={current} options={options} allowClear={!required && value !== undefined} placeholder={t("properties.auto")} onChange={(next: string | undefined) => change(next === undefined || next === fallback ? undefined : next)} />;
}

export function TagsEditor({ id, value, change, settle }: Bound) {
  const words = Array.isArray(value) ? value.map(String) : [];
  return <Select id={id} size="small" mode="tags" open={false} suffixIcon={null} value={words} tokenSeparators={[",", "，", " "]} onChange={(next: string[]) => change(next.length === 0 ? undefined : next)} onBlur={settle} />;
}

/** What the pane has no editor for: its JSON, taken over when it can be read. */
export function RawEditor({ id, value, change, settle }: Bound) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === undefined ? "" : JSON.stringify(value, null, 1));
  return (
    <Input.TextArea
      id={id}
      size="small"
      className={css.key ?? ""}
      autoSize={{ minRows: 1, maxRows: 8 }}
      value={text}
      onChange={({ target }) => {
        setTyped(target.value);
        try {
          change(target.value.trim() === "" ? undefined : (JSON.parse(target.value) as Bound["value"]));
        } catch {
          // Half-written JSON is kept in the box until it is whole.
        }
      }}
      onBlur={() => {
        setTyped(null);
        settle();
      }}
    />
  );
}
