/** Who uses a field or a form, and what a new key for it changes: read off the table of sites. */
import { holes, mentions, rewrite, type Mention } from "./expression";
import { makePointer, valueAt, type Path } from "./pointer";
import { Names } from "./scope";
import { sites, type Site } from "./sites";
import { isObject, type Definition, type Json } from "./types";

/** What is renamed or removed: a form, a field of it, or a field of a subform of it. All by key. */
export interface Subject {
  form: string;
  field?: string;
  parent?: string;
}

/** A place that names the subject. */
export interface Use {
  pointer: string;
  path: Path;
  /** `layout` places go with the field; every other place would be left dangling. */
  weight: "layout" | "reference";
  text: string;
}

/** `(definition, {form: "order", field: "amount"})` → every formula, view, rule … that names it. */
export function usesOf(definition: Definition, subject: Subject): Use[] {
  const names = new Names(definition);
  const found: Use[] = [];
  for (const site of sites(definition, names)) {
    if (subject.field === undefined && insideForm(definition, site, subject.form)) continue;
    if (!isNamed(definition, site, subject, names)) continue;
    const value = valueAt(definition, site.path);
    const text = "name" in site ? site.name : typeof value === "string" ? value : "";
    found.push({ pointer: makePointer(sitePath(site)), path: sitePath(site), weight: site.path[2] === "layout" ? "layout" : "reference", text });
  }
  return found;
}

function sitePath(site: Site): Path {
  return "name" in site ? [...site.path, site.name] : site.path;
}

function insideForm(definition: Definition, site: Site, form: string): boolean {
  return site.path[0] === "forms" && definition.forms[Number(site.path[1])]?.key === form;
}

function isNamed(definition: Definition, site: Site, subject: Subject, names: Names): boolean {
  const value = valueAt(definition, site.path);
  switch (site.kind) {
    case "expression":
      return typeof value === "string" && mentions(value, site.scope, names).some((each) => meant(each, subject));
    case "template":
      return typeof value === "string" && holes(value).some((hole) => mentions(hole.text, site.scope, names).some((each) => meant(each, subject)));
    case "field":
      return typeof value === "string" && mentions(value.replace(/^-/, ""), site.scope, names).some((each) => meant(each, subject));
    case "field_name":
      return meant({ ...site.scope, field: site.name, spelt: "key" }, subject);
    case "form":
      return subject.field === undefined && value === subject.form;
    case "form_name":
      return subject.field === undefined && site.name === subject.form;
    case "over": {
      const [form, field] = typeof value === "string" ? value.split(".") : [];
      return form === subject.form && (subject.field === undefined || field === subject.field);
    }
  }
}

function meant(mention: Omit<Mention, "start" | "end">, subject: Subject): boolean {
  if (mention.form !== subject.form) return false;
  if (subject.field === undefined) return mention.spelt === "canonical";
  return mention.field === subject.field && mention.parent === subject.parent;
}

/** The name that stands for the subject once it has the new key; null when the name does not change with it. */
function spelling(mention: Mention, subject: Subject, key: string): string | null {
  if (!meant(mention, subject) || mention.spelt === "own") return null;
  if (mention.spelt === "key") return key;
  return subject.field === undefined ? `${key}__${mention.field}` : `${mention.form}__${key}`;
}

/** Gives the subject a new key at every site. `draft` is changed in place; the element's own key is the caller's. */
export function renameSites(draft: Definition, before: Definition, subject: Subject, key: string): void {
  const names = new Names(before);
  const renames: (() => void)[] = [];
  for (const site of sites(before, names)) {
    if (!isNamed(before, site, subject, names)) continue;
    if ("name" in site) renames.push(() => renameProperty(draft, site.path, site.name, key));
    else writeAt(draft, site.path, renamed(valueAt(before, site.path), site, subject, key, names));
  }
  // Properties last: a site below one is still found under its old name.
  renames.reverse().forEach((rename) => rename());
}

function renamed(value: Json | undefined, site: Site, subject: Subject, key: string, names: Names): Json {
  const text = typeof value === "string" ? value : "";
  switch (site.kind) {
    case "expression":
    case "field": {
      const sign = site.kind === "field" && text.startsWith("-") ? "-" : "";
      return sign + rewriteFor(text.slice(sign.length), site, subject, key, names);
    }
    case "template":
      return holes(text).reduceRight((out, hole) => out.slice(0, hole.start) + rewriteFor(hole.text, site, subject, key, names) + out.slice(hole.start + hole.text.length), text);
    case "over": {
      const [form = "", field = ""] = text.split(".");
      if (subject.field === undefined) return field === "" ? key : `${key}.${field}`;
      return `${form}.${key}`;
    }
    case "form":
    case "form_name":
    case "field_name":
      return key;
  }
}

function rewriteFor(text: string, site: Site & { scope: { form: string } }, subject: Subject, key: string, names: Names): string {
  return rewrite(text, mentions(text, site.scope, names), (mention) => spelling(mention, subject, key));
}

function writeAt(root: Json, path: Path, value: Json): void {
  const last = path.at(-1);
  const holder = valueAt(root, path.slice(0, -1));
  if (last === undefined) return;
  if (Array.isArray(holder)) holder[Number(last)] = value;
  else if (isObject(holder)) holder[last] = value;
}

/** Renames a property of the object at `path` and keeps its place there. */
function renameProperty(root: Json, path: Path, from: string, to: string): void {
  const holder = valueAt(root, path);
  if (!isObject(holder) || !(from in holder)) return;
  writeAt(root, path, Object.fromEntries(Object.entries(holder).map(([name, value]) => [name === from ? to : name, value])));
}
