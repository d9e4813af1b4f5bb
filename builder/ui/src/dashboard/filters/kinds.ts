/** What a filter of a board asks for: read off the field its path ends at, in the forms its tiles are about. */
import type { Bundle, Choice, FieldBundle } from "@/api/types";
import type { Board } from "../api";

export type FilterKind =
  | { kind: "date" }
  | { kind: "choices"; choices: Choice[] }
  | { kind: "boolean" }
  | { kind: "person" }
  | { kind: "department" }
  | { kind: "record"; form: string; title: string }
  | { kind: "text" };

/** The day that each tile itself counts by. */
export const DATE = "date";

/** Forms that the tiles of a board are about. */
export function formsOf(board: Board, bundle: Bundle): string[] {
  const forms = board.tiles.map((tile) => {
    if (tile.metric != null) return bundle.metrics[tile.metric]?.form;
    return bundle.reports[tile.report ?? ""]?.form;
  });
  return [...new Set(forms.filter((form) => form !== undefined))];
}

/** `("customer.level", ["order"], bundle)` → the field level of customers. */
export function fieldAt(path: string, forms: string[], bundle: Bundle): FieldBundle | null {
  for (const form of forms) {
    let fields = bundle.forms[form]?.fields;
    let found: FieldBundle | undefined;
    for (const step of path.split(".")) {
      found = fields?.find((field) => field.key === step);
      fields = found?.target == null ? undefined : bundle.forms[found.target]?.fields;
    }
    if (found !== undefined) return found;
  }
  return null;
}

export function kindOf(on: string, forms: string[], bundle: Bundle): FilterKind {
  if (on === DATE) return { kind: "date" };
  const field = fieldAt(on, forms, bundle);
  if (field === null) return { kind: "text" };
  if (field.options.choices !== undefined) return { kind: "choices", choices: field.options.choices };
  if (field.target === "user") return { kind: "person" };
  if (field.target === "department") return { kind: "department" };
  if (field.target != null) return { kind: "record", form: field.target, title: bundle.forms[field.target]?.title ?? "id" };
  if (field.kind === "date" || field.kind === "datetime") return { kind: "date" };
  return { kind: field.kind === "boolean" ? "boolean" : "text" };
}
