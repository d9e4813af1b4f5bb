/** Names described in JSON, as the tests of every host share them. */
import { isExact, read, wireOf, type Kind, type Moment, type Names, type Value } from ".";

export const MOMENT: Moment = { now: "2026-03-02T01:30:00Z", zone: "Asia/Shanghai" };

export type Entry = { kind?: Kind; value?: unknown; rows?: Entries; reference?: Entries; namespace?: Entries };
export type Entries = Record<string, Entry | Kind>;

/** What the Python tests call `value`: the nested plain value of one described name. */
export function held(entry: Entry | Kind, raw: unknown): Value | Names | Names[] {
  if (typeof entry === "string") return read(entry, raw);
  if (raw === null || raw === undefined) return null;
  if (entry.rows !== undefined) return (raw as Record<string, unknown>[]).map((row) => named(entry.rows ?? {}, row));
  const below = entry.reference ?? entry.namespace;
  return below === undefined ? read(entry.kind ?? "text", raw) : named(below, raw as Record<string, unknown>);
}

function named(entries: Entries, raw: Record<string, unknown>): Names {
  const names: Names = typeof raw["id"] === "string" ? { id: raw["id"] } : {};
  for (const [name, entry] of Object.entries(entries)) names[name] = held(entry, raw[name]);
  return names;
}

/** Exact numbers compare by value. */
export function shown(value: Value): unknown {
  return isExact(value) ? { number: wireOf(value) } : Array.isArray(value) ? value.map(shown) : value;
}

/** The names of a description; `changes` are other values for some of them. */
export function namesFrom(scope: Record<string, Entry>, changes: Record<string, unknown> = {}): Names {
  return Object.fromEntries(Object.entries(scope).map(([key, entry]) => [key, held(entry, changes[key] ?? entry.value)]));
}
