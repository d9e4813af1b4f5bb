/** A report's rows as series over categories, each point knowing the row it stands for. */
import type { Locale, ReportColumn, Wire } from "@/api/types";
import { asText } from "@/model/numbers";
import { say } from "@/parts/say";
import type { Result } from "../api";
import { bare, exact, lookFrom, type Look } from "../format";

export interface Point {
  value: number | null;
  /** Row of the result; null where the result has none. */
  row: number | null;
  /** Which of the measures it shows. */
  measure: number;
}

export interface Series {
  name: string;
  look: Look;
  points: Point[];
}

export interface Shape {
  categories: string[];
  /** Whether the categories follow each other in time, so that a line from one to the next says something. */
  timed: boolean;
  series: Series[];
}

/** How the numbers of a column are shown: what the column says of itself, and what its texts show. */
export function lookOf(result: Result, column: number): Look {
  const said = result.texts.map((row) => row[column]).find((text) => text !== null && text !== undefined);
  return { ...lookFrom(said), ...(result.columns[column] as (ReportColumn & Look) | undefined) };
}

/** The records behind a row, or behind one of its measures where they count different ones. */
export function recordsOf(result: Result, row: number, measure: number): string | undefined {
  const found = result.drill[row];
  return found?.measures?.[measure] ?? found?.where;
}

export function measures(result: Result): number[] {
  return places(result, "measure");
}

export function dimensions(result: Result): number[] {
  return places(result, "dimension");
}

function places(result: Result, role: ReportColumn["role"]): number[] {
  return result.columns.flatMap((column, index) => (column.role === role ? [index] : []));
}

/** What a cell says: the server's own text of it, else its value as its column is shown. */
export function cellText(result: Result, row: number, column: number, locale: Locale, blank: string, unit = true): string {
  const value = result.rows[row]?.[column] ?? null;
  const definition = result.columns[column];
  const said = result.texts[row]?.[column];
  if (definition?.role === "measure") return (unit ? exact : bare)(value, lookOf(result, column), locale);
  if (said !== null && said !== undefined && said !== "") return said;
  return value === null || value === "" ? blank : String(value);
}

/** The dimensions of a row in one line: "十月 · 信息流". */
export function rowName(result: Result, row: number, locale: Locale, blank: string): string {
  return dimensions(result).map((column) => cellText(result, row, column, locale, blank)).join(" · ");
}

export function numberOf(value: Wire | undefined): number | null {
  const text = value === undefined ? null : asText(value);
  return text === null ? null : Number(text);
}

/** One dimension: a series per measure. Two dimensions: a series per value of the second. None: each measure a category. */
export function shapeOf(result: Result, locale: Locale, blank: string): Shape {
  const [first, second] = dimensions(result);
  const numbers = measures(result);
  if (first === undefined) return acrossMeasures(result, numbers, locale);
  if (second !== undefined && numbers[0] !== undefined) return pivot(result, first, second, numbers[0], locale, blank);
  return {
    categories: result.rows.map((_, row) => cellText(result, row, first, locale, blank)),
    timed: isTimed(result, first),
    series: numbers.map((column, measure) => ({
      name: say(result.columns[column]?.label, locale),
      look: lookOf(result, column),
      points: result.rows.map((cells, row) => ({ value: numberOf(cells[column]), row, measure })),
    })),
  };
}

function isTimed(result: Result, column: number): boolean {
  return (result.columns[column]?.bucket ?? null) !== null;
}

function acrossMeasures(result: Result, numbers: number[], locale: Locale): Shape {
  const [cells = []] = result.rows;
  return {
    categories: numbers.map((column) => say(result.columns[column]?.label, locale)),
    timed: false,
    series: [{ name: "", look: lookOf(result, numbers[0] ?? 0), points: numbers.map((column, measure) => ({ value: numberOf(cells[column]), row: result.rows.length > 0 ? 0 : null, measure })) }],
  };
}

function pivot(result: Result, first: number, second: number, measure: number, locale: Locale, blank: string): Shape {
  const text = (row: number, column: number) => cellText(result, row, column, locale, blank);
  const categories = [...new Set(result.rows.map((_, row) => text(row, first)))];
  const names = [...new Set(result.rows.map((_, row) => text(row, second)))];
  const rows = new Map(result.rows.map((_, row) => [JSON.stringify([text(row, first), text(row, second)]), row]));
  const series = names.map((name) => ({
    name,
    look: lookOf(result, measure),
    points: categories.map((category): Point => {
      const row = rows.get(JSON.stringify([category, name])) ?? null;
      return { value: row === null ? null : numberOf(result.rows[row]?.[measure]), row, measure: 0 };
    }),
  }));
  return { categories, timed: isTimed(result, first), series };
}
