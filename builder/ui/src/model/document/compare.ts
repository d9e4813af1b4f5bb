/** What differs between two definitions, element by element: the lines of "compare versions". */
import { nameOf, same } from "./merge";
import { isObject, type Definition, type Json, type JsonObject, type Label } from "./types";

export interface Change {
  kind: "added" | "removed" | "changed" | "moved";
  /** Names on the way to the element, outermost first: form, field. */
  trail: { part: string; name: string; label: Label | null }[];
  /** Of a change: the property, with both values. */
  property?: string;
  from?: Json;
  to?: Json;
}

export function compare(from: Definition, to: Definition): Change[] {
  const found: Change[] = [];
  inside(from, to, [], found);
  return found;
}

function inside(from: JsonObject, to: JsonObject, trail: Change["trail"], found: Change[]): void {
  for (const property of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [a, b] = [from[property], to[property]];
    if (property === "uid" || same(a, b)) continue;
    if (ofElements(a, b)) elements(property, asList(a), asList(b), trail, found);
    else if (isObject(a) && isObject(b) && !("zh-CN" in a) && !("zh-CN" in b)) inside(a, b, [...trail, { part: property, name: property, label: null }], found);
    else found.push({ kind: "changed", trail, property, ...(a === undefined ? {} : { from: a }), ...(b === undefined ? {} : { to: b }) });
  }
}

function asList(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Lists of named objects; lists of text (columns, items) are compared as values. */
function ofElements(...values: (Json | undefined)[]): boolean {
  const given = values.filter((value) => value !== undefined);
  return given.every((value) => Array.isArray(value) && value.every((each) => isObject(each) && nameOf(each) !== null)) && given.some((value) => Array.isArray(value) && value.length > 0);
}

function elements(part: string, from: JsonObject[], to: JsonObject[], trail: Change["trail"], found: Change[]): void {
  const before = new Map(from.map((each) => [nameOf(each), each]));
  const after = new Map(to.map((each) => [nameOf(each), each]));
  for (const [name, element] of before) if (!after.has(name)) found.push({ kind: "removed", trail: [...trail, link(part, element)] });
  for (const [name, element] of after) {
    const old = before.get(name);
    if (!old) found.push({ kind: "added", trail: [...trail, link(part, element)] });
    else inside(old, element, [...trail, link(part, element)], found);
  }
  const stay = [...before.keys()].filter((name) => after.has(name));
  const now = [...after.keys()].filter((name) => before.has(name));
  if (!same(stay, now)) found.push({ kind: "moved", trail, property: part });
}

function link(part: string, element: JsonObject): Change["trail"][number] {
  const label = element["label"] ?? element["section"];
  const key = element["key"];
  return { part, name: typeof key === "string" ? key : (nameOf(element) ?? ""), label: typeof label === "string" || (isObject(label) && label !== null) ? (label as Label) : null };
}
