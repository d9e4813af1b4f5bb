/** Rows of a subform: added, copied, moved, pasted. */
import type { FieldBundle, RowValues, Wire } from "@/api/types";
import { isEditable } from "../bundle";

export function freshRow(columns: readonly FieldBundle[]): RowValues {
  return Object.fromEntries(columns.filter((column) => column.default !== undefined).map((column) => [column.key, column.default ?? null]));
}

export function copyRow(rows: RowValues[], index: number): RowValues[] {
  const source = rows[index];
  if (source === undefined) return rows;
  return rows.toSpliced(index + 1, 0, Object.fromEntries(Object.entries(source).filter(([key]) => key !== "id")));
}

export function setCell(rows: RowValues[], index: number, key: string, value: Wire): RowValues[] {
  const row = rows[index];
  return row === undefined ? rows : rows.with(index, { ...row, [key]: value });
}

/**
 * Cells of a spreadsheet laid over the rows, from one cell to the right and down; rows are added as needed. A heading
 * row, i.e. one whose every cell is the name of a column, is left out. What cannot be read stays as it was typed.
 */
export function paste(
  rows: RowValues[], columns: readonly FieldBundle[], from: { row: number; column: string }, cells: string[][],
  read: (column: FieldBundle, typed: string) => Wire | undefined, names: (column: FieldBundle) => string,
): RowValues[] {
  const open = columns.filter(isEditable);
  const first = Math.max(0, open.findIndex((column) => column.key === from.column));
  const heading = cells[0]?.every((cell, index) => { const column = open[first + index]; return column !== undefined && names(column) === cell.trim(); }) === true;
  let result = rows;
  (heading ? cells.slice(1) : cells).forEach((line, down) => {
    const index = from.row + down;
    while (result.length <= index) result = [...result, freshRow(columns)];
    line.forEach((typed, right) => {
      const column = open[first + right];
      if (column !== undefined) result = setCell(result, index, column.key, read(column, typed) ?? (typed.trim() === "" ? null : typed.trim()));
    });
  });
  return result;
}
