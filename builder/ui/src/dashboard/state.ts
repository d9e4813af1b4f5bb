/** What a dashboard shows, as the address bar holds it: filters, and for each tile how deep it is opened. */
import type { Json, Wire } from "@/api/types";
import type { Filters } from "./api";

/** One level down: the values of the dimensions of the row that was opened, and how they read. */
export interface Level {
  values: Wire[];
  label: string;
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

/** The address with one filter changed; what equals the default is not written. */
export function writeFilter(params: URLSearchParams, on: string, value: Json | undefined, fallback: Json | undefined): URLSearchParams {
  const next = new URLSearchParams(params);
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
    if (!Array.isArray(found)) return [];
    return found.filter((each): each is [string, Wire[]] => Array.isArray(each) && typeof each[0] === "string" && Array.isArray(each[1])).map(([label, values]) => ({ label, values }));
  } catch {
    return [];
  }
}

export function writeDrill(params: URLSearchParams, tile: string, levels: Level[]): URLSearchParams {
  const next = new URLSearchParams(params);
  if (levels.length === 0) next.delete(DRILL + tile);
  else next.set(DRILL + tile, JSON.stringify(levels.map(({ label, values }) => [label, values])));
  return next;
}

/** The choices of all levels with the places of their dimensions: [["2026-10"], ["a"]] → 0 is "2026-10", 1 is "a". */
export function stepsOf(levels: Level[]): { dimension: number; value: Wire }[] {
  return levels.flatMap((level) => level.values).map((value, dimension) => ({ dimension, value }));
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
