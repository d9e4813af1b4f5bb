/** What dashboards ask the server. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Answers, Bodies, Bundle, DashboardBundle, Json, MetricResult, ReportResult, Text, TileBundle, Wire } from "@/api/types";

export type Tile = TileBundle;
export type Board = DashboardBundle;

/** The same numbers with units in both languages where the app's metrics know them, so that they follow the reader's. */
export function withUnits(result: Result, metrics: Bundle["metrics"]): Result {
  const known = new Map(Object.values(metrics).flatMap(({ unit }) => (unit === null ? [] : Object.values(unit).map((text) => [text, unit] as const))));
  const columns = result.columns.map((column) => ({ ...column, unit: known.get(column.unit ?? "") ?? column.unit }));
  return { ...result, columns: columns as Result["columns"] };
}

/** One step down: the group `value` of the dimension at that place of the level above. */
export interface DrillStep {
  dimension: number;
  value: Wire;
}

export type Result = ReportResult;

/** Its unit in both languages, where the app's metrics know it. */
export type Measured = Omit<MetricResult, "unit"> & { unit: Text | string | null };

export type Filters = Record<string, Json>;

export const boardQuery = (app: string, key: string) =>
  queryOptions({ queryKey: ["dashboard", app, key], queryFn: ({ signal }) => get<Answers["read_dashboard"]>(`/apps/${app}/dashboards/${key}`, undefined, signal), staleTime: 60_000 });

export const reportQuery = (app: string, report: string, filters: Filters, drill: DrillStep[], where: string | null) =>
  queryOptions({
    queryKey: ["report", app, report, filters, drill, where],
    queryFn: ({ signal }) => post<Answers["query_report"]>(`/apps/${app}/reports/${report}/query`, { filters, drill, ...(where === null ? {} : { where }) } satisfies Bodies["query_report"], { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

export const metricQuery = (app: string, metric: string, filters: Filters, compare: string | null) =>
  queryOptions({
    queryKey: ["metric", app, metric, filters, compare],
    queryFn: ({ signal }) => post<Answers["query_metric"]>(`/apps/${app}/metrics/${metric}/query`, { filters, ...(compare === null ? {} : { compare }) } satisfies Bodies["query_metric"], { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

/** Records to pick one of, by their titles. */
export const titlesQuery = (app: string, form: string, title: string, search: string) =>
  queryOptions({
    queryKey: ["titles", app, form, title, search],
    queryFn: async ({ signal }) => {
      const page = await get<Answers["list_records"]>(`/apps/${app}/forms/${form}/records`, { search, fields: [title], limit: 30 }, signal);
      return page.items.map((item) => ({ value: item.id, label: typeof item[title] === "string" ? item[title] : item.id }));
    },
    staleTime: 60_000,
  });
