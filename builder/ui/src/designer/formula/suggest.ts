/** What may follow at the cursor: fields by Chinese name, key or pinyin initials, functions, choices, the words of the language. */
import type { Member, Names, Scope } from "@/model/document/scope";
import { isObject, textOf, type Definition, type FieldDef, type Label } from "@/model/document/types";
import type { FunctionInfo } from "../api";
import { initials, matches } from "../editor/pinyin";

export interface Suggestion {
  /** What is written. */
  text: string;
  /** What people call it. */
  label: string;
  kind: "field" | "list" | "function" | "choice" | "word";
  /** Where it comes from, or what type it is. */
  detail: string;
}

export interface Suggested {
  from: number;
  options: Suggestion[];
}

/** Columns that every form has. */
const SYSTEM: readonly [string, string, string][] = [
  ["owner_id", "负责人", "Owner"],
  ["owner_department_id", "所属部门", "Owner's department"],
  ["created_at", "创建时间", "Created at"],
  ["created_by", "创建人", "Created by"],
  ["updated_at", "更新时间", "Updated at"],
  ["flow_state", "流程状态", "Flow state"],
];

const WORDS: readonly [string, string, string][] = [
  ["and", "并且", "and"],
  ["or", "或者", "or"],
  ["not", "不是", "not"],
  ["in", "在其中", "in"],
  ["true", "是", "true"],
  ["false", "否", "false"],
  ["null", "空", "blank"],
  ["me", "当前用户", "the user"],
  ["param", "参数", "parameters"],
  ["old", "修改前", "before the change"],
];

const ME: readonly [string, string, string][] = [
  ["id", "编号", "Id"],
  ["name", "姓名", "Name"],
  ["department", "部门", "Department"],
];

const PATH = /(?:[\p{L}_][\p{L}\p{N}_]*\.)*[\p{L}\p{N}_]*$/u;
const IN_QUOTES = /([\p{L}_][\p{L}\p{N}_.]*)\s*(?:==|!=|(?:not\s+)?in\s*[([][^)\]]*)\s*"([^"]*)$/u;

export interface Knowledge {
  definition: Definition;
  names: Names;
  functions: FunctionInfo[];
  locale: string;
}

/** `suggest("SUM(lines.je", …)` → the fields of lines that je may mean, to be written from after the dot. */
export function suggest(before: string, scope: Scope, known: Knowledge): Suggested | null {
  const quoted = IN_QUOTES.exec(before);
  if (quoted) return choicesOf(quoted[1] ?? "", quoted[2] ?? "", before.length, scope, known);
  if (inString(before)) return null;
  const path = PATH.exec(before)?.[0] ?? "";
  const parts = path.split(".");
  const typed = parts.pop() ?? "";
  if (/^\d/.test(typed) && parts.length === 0) return null;
  const from = before.length - typed.length;
  const all = parts.length === 0 ? everything(before, scope, known) : membersOf(parts, before, scope, known);
  const options = all.filter((each) => fits(each, typed)).sort((a, b) => rank(a, typed) - rank(b, typed));
  return { from, options };
}

function inString(before: string): boolean {
  return (before.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

function fits(suggestion: Suggestion, typed: string): boolean {
  return typed === "" || matches(suggestion.text, typed) || matches(suggestion.label, typed);
}

/** Whole beginnings first: of the key, of the name, of its initials. */
function rank({ text, label, kind }: Suggestion, typed: string): number {
  const wanted = typed.toLowerCase();
  const begins = text.toLowerCase().startsWith(wanted) || label.toLowerCase().startsWith(wanted) || initials(label).startsWith(wanted);
  const order = { field: 0, choice: 0, list: 1, word: 2, function: 3 }[kind];
  return (begins ? 0 : 10) + order;
}

function everything(before: string, scope: Scope, known: Knowledge): Suggestion[] {
  const rows = openRows(before, scope, known);
  return [...(rows ? fieldsIn(rows, known) : []), ...fieldsIn(scope, known), ...system(known), ...listsOf(scope, known), ...words(WORDS, known), ...known.functions.map((each): Suggestion => functionOf(each, known))];
}

function functionOf(info: FunctionInfo, { locale }: Knowledge): Suggestion {
  return { text: `${info.name}(`, label: info.name, kind: "function", detail: locale.startsWith("en") ? info.help.en : info.help["zh-CN"] };
}

/** The rows that the innermost open call runs over, for `COUNT(lines, …)`. */
function openRows(before: string, scope: Scope, { names }: Knowledge): Scope | null {
  const call = /\b[A-Z_]+\(\s*([\p{L}_][\p{L}\p{N}_.]*)\s*,[^()]*$/u.exec(before);
  if (!call) return null;
  return follow((call[1] ?? "").split("."), scope, names)?.rowsOf ?? null;
}

function membersOf(parts: string[], before: string, scope: Scope, known: Knowledge): Suggestion[] {
  const [first] = parts;
  if (parts.length === 1 && first === "me") return words(ME, known);
  if (parts.length === 1 && first === "param") return parameters(known);
  const path = first === "old" ? parts.slice(1) : parts;
  if (path.length === 0) return fieldsIn(scope, known);
  const rows = openRows(before, scope, known);
  const end = (rows && follow(path, rows, known.names)) ?? follow(path, scope, known.names);
  return end?.leads ? [...fieldsIn(end.leads, known), ...(end.rowsOf ? [] : [...system(known), ...listsOf(end.leads, known)])] : [];
}

function follow(parts: string[], scope: Scope, names: Names): { leads: Scope | null; rowsOf: Scope | null } | null {
  let here: Scope | null = scope;
  let rowsOf: Scope | null = null;
  for (const part of parts) {
    const member: Member | null = here === null ? null : names.member(here, part);
    if (member === null) return null;
    here = member.leads;
    if (member.rows) rowsOf = member.leads;
  }
  return { leads: here, rowsOf };
}

function fieldsIn(scope: Scope, { names, locale }: Knowledge): Suggestion[] {
  return names.fields(scope).map((field) => ({ text: field.key, label: textOf(field.label, locale), kind: field.fields ? "list" : "field", detail: origin(field, names, locale) }));
}

function origin(field: FieldDef, names: Names, locale: string): string {
  const target = typeof field["form"] === "string" ? names.form(field["form"]) : undefined;
  return target ? `→ ${textOf(target.label, locale)}` : field.key;
}

/** Lists of records of other forms that refer to this one. */
function listsOf(scope: Scope, { names, locale }: Knowledge): Suggestion[] {
  if (scope.parent !== undefined) return [];
  return [...names.forms.values()].flatMap((form) =>
    form.fields
      .filter((field) => field["form"] === scope.form)
      .map((field): Suggestion => {
        const own = field["inverse"];
        return { text: typeof own === "string" ? own : `${form.key}__${field.key}`, label: textOf(form.label, locale), kind: "list", detail: textOf(field.label, locale) };
      }),
  );
}

function system(known: Knowledge): Suggestion[] {
  return words(SYSTEM, known).map((each) => ({ ...each, kind: "field" as const }));
}

function words(list: readonly [string, string, string][], { locale }: Knowledge): Suggestion[] {
  return list.map(([text, zh, en]) => ({ text, label: locale.startsWith("en") ? en : zh, kind: "word", detail: text }));
}

function parameters({ definition, locale }: Knowledge): Suggestion[] {
  const list = Array.isArray(definition["parameters"]) ? definition["parameters"].filter(isObject) : [];
  return list.map((each) => ({ text: String(each["key"]), label: textOf(each["label"] as Label, locale), kind: "field", detail: typeof each["value"] === "string" ? each["value"] : "" }));
}

/** Inside the quotes of `state == "` the choices of state. */
function choicesOf(path: string, typed: string, at: number, scope: Scope, known: Knowledge): Suggested | null {
  const parts = path.split(".");
  const last = parts.pop() ?? "";
  const holder = parts.length === 0 ? scope : follow(parts[0] === "old" ? parts.slice(1) : parts, scope, known.names)?.leads;
  const field = holder && known.names.fields(holder).find((each) => each.key === last);
  const choices = field && Array.isArray(field["choices"]) ? field["choices"].filter(isObject) : [];
  if (choices.length === 0) return null;
  const options = choices.map((each): Suggestion => ({ text: String(each["key"]), label: textOf(each["label"] as Label, known.locale), kind: "choice", detail: String(each["key"]) }));
  return { from: at - typed.length, options: options.filter((each) => fits(each, typed)) };
}
