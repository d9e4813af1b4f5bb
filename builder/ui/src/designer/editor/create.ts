/** New things with everything they must have: fields of a type, sections, checks, views, forms. */
import type { Text } from "@/api/types";
import { freshKey, newUid } from "@/model/document/names";
import { freshSectionKey } from "@/model/document/layout";
import { isObject, textOf, type CheckDef, type Definition, type FieldDef, type FormDef, type Json, type JsonObject, type SectionDef, type ViewDef } from "@/model/document/types";
import type { FieldTypeInfo } from "../api";
import { propertiesOf, resolve } from "../properties/schema";

/** A field of a type with a key and a label of its own, and a first value for each option that must be there. */
export function newField(type: FieldTypeInfo, definition: Definition, form: FormDef, locale: string, siblings: FieldDef[] = form.fields): FieldDef {
  const key = freshKey(type.name, siblings.map((field) => field.key));
  const labels = new Set(siblings.map((field) => textOf(field.label, locale)));
  const stem = textOf(type.label, locale);
  let label = stem;
  for (let n = 2; labels.has(label); n += 1) label = `${stem} ${n}`;
  return { key, uid: newUid(), type: type.name, label, ...compulsory(type.options_schema, definition, form, locale) };
}

const OWN = new Set(["key", "uid", "type", "label"]);

/** Options without which the type is not complete: `{choices}` of a select, `{form}` of a reference. */
function compulsory(schema: JsonObject, definition: Definition, form: FormDef, locale: string): JsonObject {
  const whole = resolve(schema, schema);
  const required = Array.isArray(whole["required"]) ? whole["required"] : [];
  const made: JsonObject = {};
  for (const name of required) {
    if (typeof name === "string" && !OWN.has(name)) made[name] = first(name, schema, definition, form, locale);
  }
  return made;
}

function first(name: string, schema: JsonObject, definition: Definition, form: FormDef, locale: string): Json {
  const zh = !locale.startsWith("en");
  switch (name) {
    case "choices":
      return [1, 2].map((n) => ({ key: `option_${n}`, label: zh ? `选项 ${n}` : `Option ${n}` }));
    case "form":
      return (definition.forms.find((each) => each.key !== form.key) ?? form).key;
    case "over":
      return linksTo(definition, form.key)[0] ?? "";
    case "fields":
      return [{ key: "text", uid: newUid(), type: "text", label: zh ? "内容" : "Text" }];
    default:
      return firstOf(propertiesOf(schema)[name]);
  }
}

function firstOf(property: Json | undefined): Json {
  if (!isObject(property)) return "";
  if (Array.isArray(property["enum"])) return property["enum"][0] ?? "";
  if (property["default"] !== undefined) return property["default"];
  const blank: Record<string, Json> = { array: [], object: {}, boolean: false, integer: 0, number: 0 };
  return blank[String(property["type"])] ?? "";
}

/** References that lead to a form: `"order"` → ["line.order"]; what rollups can count over. */
export function linksTo(definition: Definition, form: string): string[] {
  return definition.forms.flatMap((each) => each.fields.filter((field) => field["form"] === form).map((field) => `${each.key}.${field.key}`));
}

export function newSection(form: FormDef, locale: string): SectionDef {
  const n = (form.layout ?? []).length + 1;
  return { key: freshSectionKey(form), section: locale.startsWith("en") ? `Section ${n}` : `分组 ${n}`, columns: 2, items: [] };
}

export function newCheck(form: FormDef, message: Text): CheckDef {
  return { key: freshKey("check_1", (form.checks ?? []).map((check) => check.key)), assert: "true", message };
}

export function newView(form: FormDef, label: string): ViewDef {
  const key = freshKey("view_1", (form.views ?? []).map((view) => view.key));
  const columns = [form.title, ...form.fields.map((field) => field.key).filter((each) => each !== form.title)].slice(0, 6);
  return { key, label, kind: "grid", columns, sort: [] };
}

/** A form with one text field that names its records. */
export function newForm(key: string, label: string, locale: string): FormDef {
  const zh = !locale.startsWith("en");
  return {
    key,
    uid: newUid(),
    label,
    title: "name",
    fields: [{ key: "name", uid: newUid(), type: "text", label: zh ? "名称" : "Name", required: true }],
    layout: [{ key: "section_1", section: zh ? "基本信息" : "Basics", columns: 2, items: ["name"] }],
  };
}
