/** Records: lists, one, writes, files, import and export. */
import { queryOptions } from "@tanstack/react-query";
import { BASE, get, patch, post, queryString, remove, request } from "./client";
import type { Answers, Bodies, Comment, Operation, RecordView, Values } from "./types";

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
    queryFn: ({ signal }) => get<Answers["list_records"]>(recordsPath(app, form), { ...query, expand: "*", cursor, limit }, signal),
    staleTime: 30_000,
    gcTime: 60_000,
  });

export const countQuery = (app: string, form: string, query: ListQuery) =>
  queryOptions({
    queryKey: ["records", app, form, "count", query.where, query.search],
    queryFn: async ({ signal }) =>
      (await get<Answers["list_records"]>(recordsPath(app, form), { where: query.where, search: query.search, fields: ["id"], limit: 1, count: true }, signal)).count ?? null,
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
    queryFn: async ({ signal }) => (await get<Answers["record_history"]>(`${recordsPath(app, form)}/${id}/history`, undefined, signal)).items,
  });

export const commentsQuery = (app: string, form: string, id: string) =>
  queryOptions({
    queryKey: ["record", app, form, id, "comments"],
    queryFn: async ({ signal }) => (await get<Answers["list_comments"]>(`${recordsPath(app, form)}/${id}/comments`, undefined, signal)).items,
  });

export const addComment = async (app: string, form: string, id: string, text: string): Promise<Comment> =>
  (await post<Answers["add_comment"]>(`${recordsPath(app, form)}/${id}/comments`, { text } satisfies Bodies["add_comment"])).item;

export const createRecord = (app: string, form: string, values: Values, idempotencyKey: string): Promise<Answers["create_record"]> =>
  post(recordsPath(app, form), { values }, { idempotencyKey });

export const updateRecord = (app: string, form: string, id: string, version: number, values: Values): Promise<Answers["update_record"]> =>
  patch(`${recordsPath(app, form)}/${id}`, values, { version });

export const deleteRecord = (app: string, form: string, id: string, version: number): Promise<void> =>
  remove(`${recordsPath(app, form)}/${id}`, { version });

export const reveal = (app: string, form: string, id: string, field: string, reason: string): Promise<Answers["reveal_field"]> =>
  post(`${recordsPath(app, form)}/${id}/reveal`, { field, reason } satisfies Bodies["reveal_field"]);

export const batch = (app: string, form: string, operations: Operation[], partial: boolean): Promise<Answers["write_batch"]> =>
  post(`${recordsPath(app, form)}:batch`, { operations } satisfies Bodies["write_batch"], { query: { partial } });

/** What the server computes for a draft: lookups, rollups, anything that depends on other records. */
export const evaluateDraft = (app: string, form: string, values: Values, signal?: AbortSignal): Promise<Answers["evaluate_draft"]> =>
  post(`${recordsPath(app, form)}:evaluate`, { values }, { signal });

export function upload(file: File): Promise<Answers["upload"]> {
  const form = new FormData();
  form.append("file", file);
  return request<Answers["upload"]>("POST", "/files", { form });
}

export const fileUrl = (id: string): string => `${BASE}/files/${id}`;

export function exportUrl(app: string, form: string, query: ListQuery): string {
  return `${BASE}${recordsPath(app, form)}/export.xlsx${queryString({ where: query.where, sort: query.sort, search: query.search, fields: query.fields })}`;
}

export function previewImport(app: string, form: string, file: File): Promise<Answers["preview_import"]> {
  const body = new FormData();
  body.append("file", file);
  return request<Answers["preview_import"]>("POST", `${recordsPath(app, form)}/import:preview`, { form: body });
}

export const runImport = (app: string, form: string, order: Omit<Bodies["run_import"], "dry_run">, dryRun: boolean, idempotencyKey?: string): Promise<Answers["run_import"]> =>
  post(`${recordsPath(app, form)}/import`, { ...order, dry_run: dryRun } satisfies Bodies["run_import"], { idempotencyKey });

export const undoImport = (app: string, form: string, id: string): Promise<Answers["undo_import"]> => post(`${recordsPath(app, form)}/imports/${id}/undo`);
