/** Records: lists, one, writes, files, import and export. */
import { queryOptions } from "@tanstack/react-query";
import { BASE, get, patch, post, queryString, remove, request } from "./client";
import type { BatchResult, Comment, FileRef, HistoryEntry, ImportPreview, ImportReport, Operation, Problem, RecordPage, RecordView, Refs, Saved, Values, Wire } from "./types";

export const formPath = (app: string, form: string): string => `/apps/${app}/forms/${form}`;
const recordsPath = (app: string, form: string): string => `${formPath(app, form)}/records`;

export interface ListQuery {
  where: string;
  sort: string[];
  search: string;
  fields: string[];
}

export const pageQuery = (app: string, form: string, query: ListQuery, cursor: string | null, limit: number) =>
  queryOptions({
    queryKey: ["records", app, form, "page", query, cursor, limit],
    queryFn: ({ signal }) => get<RecordPage>(recordsPath(app, form), { ...query, expand: "*", cursor, limit }, signal),
    staleTime: 30_000,
    gcTime: 60_000,
  });

export const countQuery = (app: string, form: string, query: ListQuery) =>
  queryOptions({
    queryKey: ["records", app, form, "count", query.where, query.search],
    queryFn: async ({ signal }) =>
      (await get<RecordPage>(recordsPath(app, form), { where: query.where, search: query.search, fields: ["id"], limit: 1, count: true }, signal)).count ?? null,
    staleTime: 30_000,
  });

export const recordQuery = (app: string, form: string, id: string) =>
  queryOptions({
    queryKey: ["record", app, form, id],
    queryFn: ({ signal }) => get<RecordView>(`${recordsPath(app, form)}/${id}`, { expand: "*" }, signal),
  });

export const historyQuery = (app: string, form: string, id: string) =>
  queryOptions({
    queryKey: ["record", app, form, id, "history"],
    queryFn: async ({ signal }) => (await get<{ items: HistoryEntry[] }>(`${recordsPath(app, form)}/${id}/history`, undefined, signal)).items,
  });

export const commentsQuery = (app: string, form: string, id: string) =>
  queryOptions({
    queryKey: ["record", app, form, id, "comments"],
    queryFn: async ({ signal }) => (await get<{ items: Comment[] }>(`${recordsPath(app, form)}/${id}/comments`, undefined, signal)).items,
  });

export const addComment = (app: string, form: string, id: string, text: string): Promise<Comment> =>
  post(`${recordsPath(app, form)}/${id}/comments`, { text });

export const createRecord = (app: string, form: string, values: Values, idempotencyKey: string): Promise<Saved> =>
  post(recordsPath(app, form), { values }, { idempotencyKey });

export const updateRecord = (app: string, form: string, id: string, version: number, values: Values): Promise<Saved> =>
  patch(`${recordsPath(app, form)}/${id}`, values, { version });

export const deleteRecord = (app: string, form: string, id: string, version: number): Promise<void> =>
  remove(`${recordsPath(app, form)}/${id}`, { version });

export const reveal = (app: string, form: string, id: string, field: string, reason: string): Promise<{ value: Wire }> =>
  post(`${recordsPath(app, form)}/${id}/reveal`, { field, reason });

export const batch = (app: string, form: string, operations: Operation[], partial: boolean): Promise<BatchResult> =>
  post(`${recordsPath(app, form)}:batch`, { operations }, { query: { partial } });

/** What the server computes for a draft: lookups, rollups, anything that depends on other records. */
export const evaluateDraft = (app: string, form: string, values: Values, signal?: AbortSignal): Promise<{ values: Values; refs?: Refs }> =>
  post(`${recordsPath(app, form)}:evaluate`, { values }, { signal });

export function upload(file: File): Promise<FileRef> {
  const form = new FormData();
  form.append("file", file);
  return request<FileRef>("POST", "/files", { form });
}

export const fileUrl = (id: string): string => `${BASE}/files/${id}`;

export function exportUrl(app: string, form: string, query: ListQuery): string {
  return `${BASE}${recordsPath(app, form)}/export.xlsx${queryString({ where: query.where, sort: query.sort, search: query.search, fields: query.fields })}`;
}

export function previewImport(app: string, form: string, file: File): Promise<ImportPreview> {
  const body = new FormData();
  body.append("file", file);
  return request<ImportPreview>("POST", `${recordsPath(app, form)}/import:preview`, { form: body });
}

export const runImport = (app: string, form: string, upload: string, mapping: Record<string, string>, dryRun: boolean, idempotencyKey?: string): Promise<ImportReport> =>
  post(`${recordsPath(app, form)}/import`, { upload, mapping, dry_run: dryRun }, { idempotencyKey });

export const undoImport = (app: string, form: string, id: string): Promise<{ undone: number; kept: Problem[] }> => post(`${recordsPath(app, form)}/imports/${id}/undo`);
