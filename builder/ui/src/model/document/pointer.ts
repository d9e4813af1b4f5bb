/** JSON Pointers (RFC 6901) of a definition, and the element of the designer that one leads to. */
import { sectionId } from "./find";
import { idOf } from "./names";
import { isObject, type Definition, type FieldDef, type FormDef, type Id, type Json } from "./types";

export type Path = (string | number)[];

/** What the designer can select. `slot` is the property inside it that a pointer meant. */
export type Target =
  | { kind: "form"; form: Id; slot?: string }
  | { kind: "field"; form: Id; field: Id; parent?: Id; slot?: string }
  | { kind: "section"; form: Id; section: Id; slot?: string }
  | { kind: "condition"; form: Id; item: string; slot?: string }
  | { kind: "check"; form: Id; check: string; slot?: string }
  | { kind: "view"; form: Id; view: string; slot?: string }
  | { kind: "elsewhere"; part: string };

/** `"/forms/0/a~1b"` → ["forms", "0", "a/b"]. */
export function parsePointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** `["forms", 0, "a/b"]` → "/forms/0/a~1b". */
export function makePointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The value at a path, or undefined. */
export function valueAt(root: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = root;
  for (const part of path) {
    if (Array.isArray(here)) here = here[Number(part)];
    else if (isObject(here)) here = here[part];
    else return undefined;
  }
  return here;
}

/** `"/forms/1/fields/0/formula"` → the field's target, with slot "formula". */
export function targetOf(definition: Definition, pointer: string): Target {
  const [part = "", index, list, place, ...rest] = parsePointer(pointer);
  const form = part === "forms" ? definition.forms[Number(index)] : undefined;
  if (!form) return { kind: "elsewhere", part };
  return inForm(form, list, place, rest);
}

function inForm(form: FormDef, list: string | undefined, place: string | undefined, rest: string[]): Target {
  const id = idOf(form);
  const at = Number(place);
  const slot = rest.length > 0 ? { slot: rest.join(".") } : {};
  switch (list) {
    case "fields":
      return fieldTarget(id, form.fields[at], rest) ?? { kind: "form", form: id };
    case "layout":
      return layoutTarget(form, at, rest) ?? { kind: "form", form: id };
    case "conditions": {
      const item = form.conditions?.[at]?.item;
      return item === undefined ? { kind: "form", form: id } : { kind: "condition", form: id, item, ...slot };
    }
    case "checks": {
      const check = form.checks?.[at]?.key;
      return check === undefined ? { kind: "form", form: id } : { kind: "check", form: id, check, ...slot };
    }
    case "views": {
      const view = form.views?.[at]?.key;
      return view === undefined ? { kind: "form", form: id } : { kind: "view", form: id, view, ...slot };
    }
    default:
      return { kind: "form", form: id, ...(list === undefined ? {} : { slot: list }) };
  }
}

function fieldTarget(form: Id, field: FieldDef | undefined, rest: string[]): Target | null {
  if (!field) return null;
  const [slot, place, ...inner] = rest;
  const child = slot === "fields" ? field.fields?.[Number(place)] : undefined;
  if (child) {
    const tail = inner.length > 0 ? { slot: inner.join(".") } : {};
    return { kind: "field", form, field: idOf(child), parent: idOf(field), ...tail };
  }
  return { kind: "field", form, field: idOf(field), ...(slot === undefined ? {} : { slot: rest.join(".") }) };
}

function layoutTarget(form: FormDef, at: number, rest: string[]): Target | null {
  const section = form.layout?.[at];
  if (!section) return null;
  return { kind: "section", form: idOf(form), section: sectionId(section, at), ...(rest.length > 0 ? { slot: rest.join(".") } : {}) };
}
