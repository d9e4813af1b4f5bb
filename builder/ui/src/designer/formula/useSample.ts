/** An expression tried on the newest record, in the browser: what it comes to, and for which record. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { bundleQuery } from "@/api/bundle";
import { get } from "@/api/client";
import type { Bundle, Ir, RecordPage, RowValues, Wire } from "@/api/types";
import { hostOf } from "@/model/form/host";
import type { Scope } from "@/model/document/scope";

export interface Sample {
  value: Wire;
  /** How the record is called. */
  of: string;
}

const newest = (app: string, form: string) => ({
  queryKey: ["designer", app, "sample", form],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<RecordPage>(`/apps/${app}/forms/${form}/records`, { sort: "-created_at", limit: 1, expand: "*" }, signal),
  staleTime: 60_000,
  retry: false,
});

/** Null while nothing is known: no answer yet, no record, or a form that is not published. */
export function useSample(app: string, scope: Scope, ir: Ir | null): Sample | null {
  const bundle = useQuery(bundleQuery(app)).data;
  const known = bundle?.forms[scope.form] !== undefined;
  const page = useQuery({ ...newest(app, scope.form), enabled: known }).data;
  return useMemo(() => (bundle && page && ir !== null ? tried(bundle, page, scope, ir) : null), [bundle, page, scope, ir]);
}

export function tried(bundle: Bundle, page: RecordPage, scope: Scope, ir: Ir): Sample | null {
  const form = bundle.forms[scope.form];
  const [item] = page.items;
  if (form === undefined || item === undefined) return null;
  const host = hostOf({ bundle, form: form.key, zone: bundle.app.time_zone, refs: () => page.refs ?? {}, before: item });
  const title = item[form.title];
  const of = typeof title === "string" ? title : "";
  if (scope.parent === undefined) return { value: host.open(form.fields, item).value(ir, null), of };
  const rows = item[scope.parent];
  const columns = form.fields.find((field) => field.key === scope.parent)?.fields;
  const row = Array.isArray(rows) ? (rows[0] as RowValues | undefined) : undefined;
  return columns == null || row === undefined ? null : { value: host.open(columns, row).value(ir, null), of };
}
