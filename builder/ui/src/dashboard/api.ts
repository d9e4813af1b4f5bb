/** What dashboards ask the server. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Bundle, DashboardBundle, Json, MetricResult, RecordPage, ReportResult, Text, TileBundle, Wire } from "@/api/types";

/** A tile with the filters of its board that bear on it; without a list all of them do. */
export interface Tile extends TileBundle {
  filters?: string[];
}

export interface Board extends Omit<DashboardBundle, "tiles"> {
  tiles: Tile[];
}

/** The part of the bundle that dashboards read beside it. */
export interface ReportWire {
  form: string;
  drill?: Text[];
}

/** The same numbers with units in both languages where the app's metrics know them, so that they follow the reader's. */
export function withUnits(result: Result, metrics: Bundle["metrics"]): Result {
  const known = new Map(Object.values(metrics).flatMap(({ unit }) => (unit == null || typeof unit === "string" ? [] : Object.values(unit).map((text) => [text, unit] as const))));
  const columns = result.columns.map((column) => ({ ...column, unit: known.get(column.unit ?? "") ?? column.unit }));
  return { ...result, columns: columns as Result["columns"] };
}

/** One step down: the group `value` of the dimension at that place of the level above. */
export interface DrillStep {
  dimension: number;
  value: Wire;
}

/** What a report answers beyond its numbers. */
export interface Result extends Omit<ReportResult, "drill"> {
  /** The records behind each row, and behind each of its measures where those differ. */
  drill: { where: string; measures?: string[] }[];
  /** The dimension the next step opens; null when the records come next. */
  next?: Text | null;
  form?: string;
  total_texts?: (string | null)[] | null;
}

/** A metric's value over the period asked for, and how it moved from one period to the next. */
export interface Measured extends Omit<MetricResult, "unit"> {
  unit: Text | string | null;
  text?: string | null;
  current?: Wire;
  current_text?: string | null;
  previous_text?: string | null;
  form?: string;
}

export type Filters = Record<string, Json>;

export const boardQuery = (app: string, key: string) =>
  queryOptions({ queryKey: ["dashboard", app, key], queryFn: ({ signal }) => get<Board>(`/apps/${app}/dashboards/${key}`, undefined, signal), staleTime: 60_000 });

export const reportQuery = (app: string, report: string, filters: Filters, drill: DrillStep[], where: string | null) =>
  queryOptions({
    queryKey: ["report", app, report, filters, drill, where],
    queryFn: ({ signal }) => post<Result>(`/apps/${app}/reports/${report}/query`, { filters, drill, ...(where === null ? {} : { where }) }, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

export const metricQuery = (app: string, metric: string, filters: Filters, compare: string | null) =>
  queryOptions({
    queryKey: ["metric", app, metric, filters, compare],
    queryFn: ({ signal }) => post<Measured>(`/apps/${app}/metrics/${metric}/query`, { filters, ...(compare === null ? {} : { compare }) }, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

/** Records to pick one of, by their titles. */
export const titlesQuery = (app: string, form: string, title: string, search: string) =>
  queryOptions({
    queryKey: ["titles", app, form, title, search],
    queryFn: async ({ signal }) => {
      const page = await get<RecordPage>(`/apps/${app}/forms/${form}/records`, { search, fields: [title], limit: 30 }, signal);
      return page.items.map((item) => ({ value: item.id, label: typeof item[title] === "string" ? item[title] : item.id }));
    },
    staleTime: 60_000,
  });
