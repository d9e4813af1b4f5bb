/** What dashboards ask the server. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { DashboardBundle, Json, MetricResult, ReportResult, Text, TileBundle, Wire } from "@/api/types";

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
  drill?: { label: Text }[];
}

/** A choice made on the way down: the dimension at `dimension`, counted through all levels, is `value`. */
export interface DrillStep {
  dimension: number;
  value: Wire;
}

export type Filters = Record<string, Json>;

export const boardQuery = (app: string, key: string) =>
  queryOptions({ queryKey: ["dashboard", app, key], queryFn: ({ signal }) => get<Board>(`/apps/${app}/dashboards/${key}`, undefined, signal), staleTime: 60_000 });

export const reportQuery = (app: string, report: string, filters: Filters, drill: DrillStep[]) =>
  queryOptions({
    queryKey: ["report", app, report, filters, drill],
    queryFn: ({ signal }) => post<ReportResult>(`/apps/${app}/reports/${report}/query`, { filters, drill }, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

export const metricQuery = (app: string, metric: string, filters: Filters, compare: string | null) =>
  queryOptions({
    queryKey: ["metric", app, metric, filters, compare],
    queryFn: ({ signal }) => post<MetricResult>(`/apps/${app}/metrics/${metric}/query`, { filters, ...(compare === null ? {} : { compare }) }, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
