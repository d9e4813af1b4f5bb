/** What a person asked to see: conditions in groups, small enough to live in the address bar. */

export type FilterValue = null | string | string[];
export interface Rule {
  field: string;
  op: string;
  value: FilterValue;
}
export interface Group {
  join: "and" | "or";
  items: (Rule | Group)[];
}
type Packed = [string, ...unknown[]];

export const EMPTY: Group = { join: "and", items: [] };

export function isGroup(item: Rule | Group): item is Group {
  return "join" in item;
}

function pack(item: Rule | Group): Packed {
  if (isGroup(item)) return [item.join, ...item.items.map(pack)];
  return item.value === null ? [item.field, item.op] : [item.field, item.op, item.value];
}

function unpack(packed: unknown): Rule | Group | null {
  if (!Array.isArray(packed)) return null;
  const [head, ...rest] = packed as unknown[];
  if (head === "and" || head === "or") {
    return { join: head, items: rest.map(unpack).filter((item) => item !== null) };
  }
  const [op, value] = rest;
  if (typeof head !== "string" || typeof op !== "string") return null;
  const known = typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"));
  return { field: head, op, value: known ? (value as FilterValue) : null };
}

/** Group -> '["and",["name","contains","王"]]'; nothing asked -> "" */
export function encode(group: Group): string {
  return group.items.length === 0 ? "" : JSON.stringify(pack(group));
}

/** The inverse of `encode`; text that is not ours asks for nothing. */
export function decode(text: string | null): Group {
  if (text === null || text === "") return EMPTY;
  try {
    const found = unpack(JSON.parse(text));
    return found !== null && isGroup(found) ? found : EMPTY;
  } catch {
    return EMPTY;
  }
}

export function countRules(group: Group): number {
  return group.items.reduce((sum, item) => sum + (isGroup(item) ? countRules(item) : 1), 0);
}

/** Replace, at a path of positions, one item; null takes it out. */
export function place(group: Group, path: number[], item: Rule | Group | null): Group {
  const [head, ...rest] = path;
  if (head === undefined) return item !== null && isGroup(item) ? item : group;
  const current = group.items[head];
  const next = rest.length > 0 && current !== undefined && isGroup(current) ? place(current, rest, item) : item;
  const items = next === null ? group.items.filter((_, index) => index !== head) : group.items.with(head, next);
  return { ...group, items };
}
