/** A report's rows as series over categories, each point knowing the row it stands for. */
import type { Locale, ReportColumn, ReportResult, Wire } from "@/api/types";
import { asText } from "@/model/numbers";
import { say } from "@/parts/say";
import { exact, type Look } from "../format";

export interface Point {
  value: number | null;
  /** Row of the result; null where the result has none. */
  row: number | null;
}

export interface Series {
  name: string;
  look: Look;
  points: Point[];
}

export interface Shape {
  categories: string[];
  series: Series[];
}

/** A column as the numbers in it are shown; the server may say more than the contract asks. */
export function lookOf(column: ReportColumn): Look {
  return column as ReportColumn & Look;
}

export function measures(result: ReportResult): number[] {
  return places(result, "measure");
}

export function dimensions(result: ReportResult): number[] {
  return places(result, "dimension");
}

function places(result: ReportResult, role: ReportColumn["role"]): number[] {
  return result.columns.flatMap((column, index) => (column.role === role ? [index] : []));
}

/** What a cell says: the server's own text of it, else its value as its column is shown. */
export function cellText(result: ReportResult, row: number, column: number, locale: Locale, blank: string): string {
  const value = result.rows[row]?.[column] ?? null;
  const definition = result.columns[column];
  const said = result.texts[row]?.[column];
  if (definition?.role === "measure") return exact(value, lookOf(definition), locale);
  if (said !== null && said !== undefined && said !== "") return said;
  return value === null || value === "" ? blank : String(value);
}

/** The dimensions of a row in one line: "十月 · 信息流". */
export function rowName(result: ReportResult, row: number, locale: Locale, blank: string): string {
  return dimensions(result).map((column) => cellText(result, row, column, locale, blank)).join(" · ");
}

export function numberOf(value: Wire | undefined): number | null {
  const text = value === undefined ? null : asText(value);
  return text === null ? null : Number(text);
}

/** One dimension: a series per measure. Two dimensions: a series per value of the second. None: each measure a category. */
export function shapeOf(result: ReportResult, locale: Locale, blank: string): Shape {
  const [first, second] = dimensions(result);
  const numbers = measures(result);
  if (first === undefined) return acrossMeasures(result, numbers, locale);
  if (second !== undefined && numbers[0] !== undefined) return pivot(result, first, second, numbers[0], locale, blank);
  return {
    categories: result.rows.map((_, row) => cellText(result, row, first, locale, blank)),
    series: numbers.map((column) => ({
      name: say(result.columns[column]?.label, locale),
      look: columnLook(result, column),
      points: result.rows.map((cells, row) => ({ value: numberOf(cells[column]), row })),
    })),
  };
}

function columnLook(result: ReportResult, column: number): Look {
  const found = result.columns[column];
  return found ? lookOf(found) : {};
}

function acrossMeasures(result: ReportResult, numbers: number[], locale: Locale): Shape {
  const [cells = []] = result.rows;
  return {
    categories: numbers.map((column) => say(result.columns[column]?.label, locale)),
    series: [{ name: "", look: columnLook(result, numbers[0] ?? 0), points: numbers.map((column) => ({ value: numberOf(cells[column]), row: result.rows.length > 0 ? 0 : null })) }],
  };
}

function pivot(result: ReportResult, first: number, second: number, measure: number, locale: Locale, blank: string): Shape {
  const text = (row: number, column: number) => cellText(result, row, column, locale, blank);
  const categories = [...new Set(result.rows.map((_, row) => text(row, first)))];
  const names = [...new Set(result.rows.map((_, row) => text(row, second)))];
  const rows = new Map(result.rows.map((_, row) => [JSON.stringify([text(row, first), text(row, second)]), row]));
  const series = names.map((name) => ({
    name,
    look: columnLook(result, measure),
    points: categories.map((category): Point => {
      const row = rows.get(JSON.stringify([category, name])) ?? null;
      return { value: row === null ? null : numberOf(result.rows[row]?.[measure]), row };
    }),
  }));
  return { categories, series };
}
