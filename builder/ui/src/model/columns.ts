/** Which columns a grid shows, in what order and how wide. */
import type { FieldBundle, FormBundle, ViewBundle } from "@/api/types";

export interface ColumnPreferences {
  order: string[];
  hidden: string[];
  widths: Record<string, number>;
}
export const PLAIN: ColumnPreferences = { order: [], hidden: [], widths: {} };
export const MIN_WIDTH = 64;
export const MAX_WIDTH = 640;

/** Columns a view starts with; without a view the first fields a reader would look for. */
export function defaultColumns(form: FormBundle, view: ViewBundle | undefined): string[] {
  const known = new Set(form.fields.map((field) => field.key));
  if (view !== undefined && view.columns.length > 0) return view.columns.filter((key) => known.has(key));
  const shown = form.fields.filter((field) => !field.system && field.fields == null).slice(0, 9);
  const rest = ["owner_id", "created_at"].filter((key) => known.has(key));
  const keys = shown.map((field) => field.key);
  return [...new Set([form.title, ...keys, ...rest])].filter((key) => known.has(key));
}

/** All fields in the person's order: their own first, then new ones where the view has them, then what is hidden. */
export function arranged(form: FormBundle, view: ViewBundle | undefined, kept: ColumnPreferences): { field: FieldBundle; shown: boolean }[] {
  const defaults = defaultColumns(form, view);
  const byKey = new Map(form.fields.map((field) => [field.key, field]));
  const order = kept.order.filter((key) => byKey.has(key));
  const known = new Set(order);
  const all = [...order, ...defaults.filter((key) => !known.has(key)), ...form.fields.map((field) => field.key).filter((key) => !known.has(key) && !defaults.includes(key))];
  const hidden = new Set(kept.hidden);
  return all.flatMap((key) => {
    const field = byKey.get(key);
    if (field === undefined || field.fields != null) return [];
    return [{ field, shown: known.has(key) ? !hidden.has(key) : defaults.includes(key) && !hidden.has(key) }];
  });
}

/** Keep an arrangement: every key in order, and those not shown. */
export function keep(list: { field: FieldBundle; shown: boolean }[], widths: Record<string, number>): ColumnPreferences {
  return { order: list.map(({ field }) => field.key), hidden: list.filter(({ shown }) => !shown).map(({ field }) => field.key), widths };
}

export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1);
  const item = list[from];
  return item === undefined ? list : rest.toSpliced(to, 0, item);
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
}
