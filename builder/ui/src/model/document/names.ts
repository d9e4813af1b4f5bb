/** Keys: what an element may be called, and how a new one gets its name. */
import type { Definition, FieldDef, FormDef, Id } from "./types";

export const KEY_PATTERN = /^[a-z][a-z0-9_]{0,40}$/;

/** Words the expression language, the platform's columns or SQL own; mirrored from engine/kernel/names.py by a test. */
export const RESERVED: ReadonlySet<string> = new Set(
  `me old param case now true false null row
   id created_at created_by updated_at updated_by owner_id owner_department_id version flow_state deleted_at
   all and any array as asc between both case cast check collate column constraint create cross current_date
   current_time current_timestamp current_user default desc distinct do else end except exists false fetch for foreign
   from full grant group having in index inner insert intersect into is join leading left like limit natural not null
   offset on or order outer primary references returning right rowid select session_user set some table then to
   trailing true union unique update user using values when where with
   async await break class continue def del elif finally global if import lambda nonlocal pass raise return try
   while yield none except assert`.split(/\s+/),
);

/** Why a key cannot be used, or null when it can. */
export type KeyFault = "pattern" | "reserved" | "taken";

/** `"loan-amount"` → "pattern"; `"select"` → "reserved"; a sibling's key → "taken"; else null. */
export function keyFault(key: string, siblings: Iterable<string>): KeyFault | null {
  if (!KEY_PATTERN.test(key)) return "pattern";
  if (RESERVED.has(key)) return "reserved";
  for (const other of siblings) if (other === key) return "taken";
  return null;
}

/** `("money", ["money", "money_2"])` → "money_3"; a reserved or odd stem gets a tail or a head: "group" → "group_1". */
export function freshKey(stem: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const clean = stem.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 36) || "item";
  if (!used.has(clean) && !RESERVED.has(clean)) return clean;
  const bare = clean.replace(/_\d+$/, "");
  let n = used.has(clean) ? 2 : 1;
  while (used.has(`${bare}_${n}`)) n += 1;
  return `${bare}_${n}`;
}

/** The stable name of a keyed element. */
export function idOf(element: { uid?: string | null; key: string }): Id {
  return element.uid ?? element.key;
}

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** A new short random id for an element that is about to be made, e.g. "k3v9qd8m". */
export function newUid(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (b) => ALPHABET[b % ALPHABET.length]).join("");
}

/** Keys that a field of this form (or of this subform of it) may not take. */
export function fieldKeys(form: FormDef, parent?: FieldDef): string[] {
  return (parent?.fields ?? (parent ? [] : form.fields)).map((field) => field.key);
}

/** Keys of the app's forms. */
export function formKeys(definition: Definition): string[] {
  return definition.forms.map((form) => form.key);
}

/** The same element without a property. A new object, so that undo brings the property back to its old place. */
export function without<T extends object>(element: T, property: string): T {
  return Object.fromEntries(Object.entries(element).filter(([name]) => name !== property)) as T;
}
