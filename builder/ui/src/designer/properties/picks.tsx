/** Editors that pick something of the app: a form, a field, a reference that leads here. */
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { textOf, type Definition, type FieldDef, type FormDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useDefinition } from "../editor/Editor";
import { matches } from "../editor/pinyin";
import type { Bound } from "./OptionLine";

interface Item {
  value: string;
  label: string;
}

const byLabel = (typed: string, item: Item | undefined): boolean => item !== undefined && (matches(item.label, typed) || matches(item.value, typed));

/** Fields as things to pick: 客户名称 name. */
function fieldItems(fields: FieldDef[], locale: string): Item[] {
  return fields.map((field) => ({ value: field.key, label: textOf(field.label, locale) }));
}

function Pick({ id, value, change, items, clear = false }: Pick<Bound, "id" | "value" | "change"> & { items: Item[]; clear?: boolean }) {
  const { t } = useTranslation("designer");
  return <Select id={id} size="small" showSearch={{ filterOption: byLabel }} value={typeof value === "string" && value !== "" ? value : null} options={items} allowClear={clear} placeholder={t("properties.pick")} onChange={(next: string | undefined) => change(next)} />;
}

export function FormPick(props: Bound) {
  const definition = useDefinition();
  const locale = useLocale();
  return <Pick {...props} items={definition.forms.map((form) => ({ value: form.key, label: textOf(form.label, locale) }))} />;
}

/** Which list is counted: every reference of the app that leads to this form. */
export function OverPick({ form, ...props }: Bound & { form: FormDef }) {
  const definition = useDefinition();
  const locale = useLocale();
  const items = definition.forms.flatMap((each) =>
    each.fields.filter((field) => field["form"] === form.key).map((field) => ({ value: `${each.key}.${field.key}`, label: `${textOf(each.label, locale)} · ${textOf(field.label, locale)}` })),
  );
  return <Pick {...props} items={items} />;
}

export function FieldPick({ editor, field, form, parent, ...props }: Bound & { editor: { of: "self" | "over" | "from"; links?: boolean }; field: FieldDef; form: FormDef; parent: FieldDef | undefined }) {
  const definition = useDefinition();
  const locale = useLocale();
  const own = parent?.fields ?? form.fields;
  const items = editor.links ? own.filter((each) => typeof each["form"] === "string") : fieldsThere(editor.of, field, own, definition);
  return <Pick {...props} clear items={fieldItems(items, locale)} />;
}

/** The fields an option names: of the list that is counted, or of the form a reference leads to. */
function fieldsThere(of: "self" | "over" | "from", field: FieldDef, own: FieldDef[], definition: Definition): FieldDef[] {
  if (of === "self") return own;
  const name = of === "over" ? String(field["over"] ?? "").split(".")[0] : own.find((each) => each.key === field["from"])?.["form"];
  return definition.forms.find((form) => form.key === name)?.fields ?? [];
}

/** Fields of the other form that are shown with its title. */
export function FieldsPick({ id, value, change, field }: Bound & { field: FieldDef }) {
  const definition = useDefinition();
  const locale = useLocale();
  const { t } = useTranslation("designer");
  const there = definition.forms.find((form) => form.key === field["form"]);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return <Select id={id} size="small" mode="multiple" showSearch={{ filterOption: byLabel }} value={chosen} options={fieldItems(there?.fields ?? [], locale)} placeholder={t("properties.pick")} onChange={(next: string[]) => change(next.length === 0 ? undefined : next)} />;
}
