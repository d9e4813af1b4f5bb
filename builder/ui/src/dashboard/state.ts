/** What a dashboard shows, as the address bar holds it: filters, and for each tile how deep it is opened. */
import type { Json, Wire } from "@/api/types";
import type { Filters } from "./api";

/** One level down: the group that was opened and how it reads; `where` when it was made of several dimensions. */
export interface Level {
  value: Wire;
  label: string;
  where?: string;
}

const FILTER = "f.";
const DRILL = "d.";

/** `{date: "this_month", level: ["a"]}` ↔ `f.date=this_month&f.level=["a"]`; "*" is all, where a default says less. */
export function readFilters(params: URLSearchParams, defaults: Filters): Filters {
  const filters: Filters = { ...defaults };
  for (const [name, text] of params) {
    if (!name.startsWith(FILTER)) continue;
    const on = name.slice(FILTER.length);
    if (text === "*") Reflect.deleteProperty(filters, on);
    else filters[on] = decode(text);
  }
  return filters;
}

/** The address with one filter changed; what equals the default is not written, and opened tiles close. */
export function writeFilter(params: URLSearchParams, on: string, value: Json | undefined, fallback: Json | undefined): URLSearchParams {
  const next = new URLSearchParams([...params].filter(([name]) => !name.startsWith(DRILL)));
  const text = value === undefined || value === null ? null : encode(value);
  if (text === null && (fallback === undefined || fallback === null)) next.delete(FILTER + on);
  else if (text === null) next.set(FILTER + on, "*");
  else if (fallback !== undefined && text === encode(fallback)) next.delete(FILTER + on);
  else next.set(FILTER + on, text);
  return next;
}

export function readDrill(params: URLSearchParams, tile: string): Level[] {
  try {
    const found: unknown = JSON.parse(params.get(DRILL + tile) ?? "[]");
    return Array.isArray(found) ? found.flatMap(levelOf) : [];
  } catch {
    return [];
  }
}

function levelOf(packed: unknown): Level[] {
  if (!Array.isArray(packed)) return [];
  const [label, value, where] = packed as unknown[];
  if (typeof label !== "string" || (value !== null && !["string", "number", "boolean"].includes(typeof value))) return [];
  return [{ label, value: value as Wire, ...(typeof where === "string" ? { where } : {}) }];
}

export function writeDrill(params: URLSearchParams, tile: string, levels: Level[]): URLSearchParams {
  const next = new URLSearchParams(params);
  if (levels.length === 0) next.delete(DRILL + tile);
  else next.set(DRILL + tile, JSON.stringify(levels.map(({ label, value, where }) => (where === undefined ? [label, value] : [label, value, where]))));
  return next;
}

/** The groups stepped into, each of the first dimension of its level. */
export function stepsOf(levels: Level[]): { dimension: number; value: Wire }[] {
  return levels.map(({ value }) => ({ dimension: 0, value }));
}

/** What the steps cannot say: that a level was opened at several dimensions at once. */
export function whereOf(levels: Level[]): string | null {
  const [first] = levels.flatMap((level) => level.where ?? []);
  return first ?? null;
}

function encode(value: Json): string {
  return typeof value === "string" && !/^[[{"]/.test(value) ? value : JSON.stringify(value);
}

function decode(text: string): Json {
  if (!/^[[{"]/.test(text)) return text === "true" ? true : text === "false" ? false : text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
