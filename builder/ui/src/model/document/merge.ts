/** Three drafts into one: what I changed and what someone else changed since the same base, element by element. */
import { makePointer, type Path } from "./pointer";
import { isObject, type Json, type JsonObject } from "./types";

export interface Merged<T> {
  value: T;
  /** Pointers that both changed, differently; mine is kept there. */
  conflicts: string[];
}

/** What names an element of a list: its uid, key or field; text stands for itself. */
export function nameOf(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  if (!isObject(value)) return null;
  for (const name of ["uid", "key", "field", "item"]) {
    const found = value[name];
    if (typeof found === "string") return found;
  }
  return null;
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, index) => same(each, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

/** `merge(base, mine, theirs)`: both sides' changes; where they contradict each other, mine. */
export function merge<T extends Json>(base: T, mine: T, theirs: T): Merged<T> {
  const conflicts: string[] = [];
  return { value: either(base, mine, theirs, [], conflicts) as T, conflicts };
}

function either(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined, path: Path, conflicts: string[]): Json | undefined {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (isObject(mine) && isObject(theirs)) return objects(isObject(base) ? base : {}, mine, theirs, path, conflicts);
  if (named(mine) && named(theirs)) return lists(named(base) ? base : [], mine, theirs, path, conflicts);
  conflicts.push(makePointer(path));
  return mine ?? theirs;
}

function objects(base: JsonObject, mine: JsonObject, theirs: JsonObject, path: Path, conflicts: string[]): JsonObject {
  const merged: JsonObject = {};
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = either(base[name], mine[name], theirs[name], [...path, name], conflicts);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** A list whose every element has a name of its own. */
function named(list: Json | undefined): list is Json[] {
  if (!Array.isArray(list)) return false;
  const names = list.map(nameOf);
  return names.every((name) => name !== null) && new Set(names).size === names.length;
}

/** My order, with what they added put after the neighbour it has with them; gone is what either side took away. */
function lists(base: Json[], mine: Json[], theirs: Json[], path: Path, conflicts: string[]): Json[] {
  const [was, here, there] = [base, mine, theirs].map((list) => new Map(list.map((each) => [nameOf(each), each])));
  const reordered = !same(mine.map(nameOf).filter((name) => was?.has(name)), base.map(nameOf).filter((name) => here?.has(name)));
  const [lead, follow] = reordered ? [mine, theirs] : [theirs, mine];
  const order = lead.map(nameOf);
  follow.map(nameOf).forEach((name, index, names) => {
    if (!order.includes(name)) order.splice(order.indexOf(names[index - 1] ?? "") + 1, 0, name);
  });
  return order.flatMap((name) => {
    const value = either(was?.get(name), here?.get(name), there?.get(name), [...path, name ?? ""], conflicts);
    return value === undefined ? [] : [value];
  });
}
