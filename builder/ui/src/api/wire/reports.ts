/** Dashboards, reports, and what the designer is told. */
import type { Json, Kind, Text, Wire } from "./base";

export interface DashboardBundle {
  key: string;
  label: Text;
  filters: { on: string; label: Text; default?: Json }[];
  tiles: TileBundle[];
}
export interface TileBundle {
  key: string;
  at: [number, number, number, number];
  title: Text;
  report?: string | null;
  metric?: string | null;
  chart?: { kind: string; [option: string]: Json } | null;
  compare?: string | null;
}
export interface ReportColumn {
  key: string;
  label: Text;
  role: "dimension" | "measure";
  kind: Kind;
  unit?: string | null;
  digits?: number | null;
}
export interface ReportResult {
  columns: ReportColumn[];
  rows: Wire[][];
  texts: (string | null)[][];
  chart: { kind: string; [option: string]: Json } | null;
  drill: { where: string }[];
  total?: Wire[] | null;
}
export interface MetricResult {
  value: string | number | null;
  previous?: string | number | null;
  change?: string | number | null;
  unit: string | null;
  digits: number | null;
  where: string | null;
}

export interface Diagnostic {
  code: string;
  path: string;
  message: Text;
  severity: "error" | "warning" | "info" | "hint";
  span: [number, number] | null;
}
