/** What a new record starts with: one of the choices, yes or no, or a text or number as it is written. */
import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { isObject, textOf, type FieldDef, type Label } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor } from "../editor/Editor";
import { readNumber } from "@/model/numbers";
import type { Bound } from "./OptionLine";

export function DefaultEditor({ id, value, change, settle, field }: Bound & { field: FieldDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { types } = useEditor();
  const type = types.get(field.type);
  const choices = Array.isArray(field["choices"]) ? field["choices"].filter(isObject) : null;
  const none = { allowClear: true, placeholder: t("properties.none") };
  if (choices) {
    const options = choices.map((choice) => ({ value: String(choice["key"]), label: textOf(choice["label"] as Label, locale) }));
    if (type?.many) return <Select id={id} size="small" mode="multiple" {...none} value={Array.isArray(value) ? value.map(String) : []} options={options} onChange={(next: string[]) => change(next.length === 0 ? undefined : next)} />;
    return <Select id={id} size="small" {...none} value={typeof value === "string" ? value : null} options={options} onChange={(next: string | undefined) => change(next)} />;
  }
  if (type?.kind === "boolean") {
    const options = [{ value: "true", label: t("yes") }, { value: "false", label: t("no") }];
    return <Select id={id} size="small" {...none} value={typeof value === "boolean" ? String(value) : null} options={options} onChange={(next: string | undefined) => change(next === undefined ? undefined : next === "true")} />;
  }
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const write = (typed: string) => change(typed === "" ? undefined : type?.kind === "number" ? (readNumber(typed) ?? typed) : typed);
  return <Input id={id} size="small" allowClear placeholder={type?.kind === "date" ? "2026-01-31" : t("properties.none")} value={text} onChange={(event) => write(event.target.value)} onBlur={settle} />;
}
