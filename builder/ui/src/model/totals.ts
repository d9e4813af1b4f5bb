/** Sums under the columns of a subform, exact. */
import type { FieldBundle, RowValues } from "@/api/types";
import { asText, shift } from "./numbers";

/** ["0.1", "0.20"] -> "0.3"; nothing to add -> null */
export function sum(numbers: string[]): string | null {
  if (numbers.length === 0) return null;
  const places = Math.max(...numbers.map((number) => (number.split(".")[1] ?? "").length));
  const total = numbers.reduce((so, number) => so + BigInt(shift(number, places)), 0n);
  return shift(total.toString(), -places);
}

/** Amounts and counts add up; rates do not. */
export function totals(columns: readonly FieldBundle[], rows: readonly RowValues[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const column of columns) {
    if (column.kind !== "number" || column.widget === "percent") continue;
    const total = sum(rows.map((row) => asText(row[column.key])).filter((text) => text !== null));
    if (total !== null) found.set(column.key, total);
  }
  return found;
}
