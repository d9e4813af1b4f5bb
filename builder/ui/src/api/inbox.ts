/** Tasks, cases and notifications of the person signed in. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, post } from "./client";
import type { Answers, Bodies, Box } from "./types";

export const tasksQuery = (box: Box, app?: string) =>
  infiniteQueryOptions({
    queryKey: ["tasks", box, app ?? ""],
    queryFn: ({ signal, pageParam }) => get<Answers["list_tasks"]>("/tasks", { box, app, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 10_000,
  });

/** Counts for the badge, asked again every minute. */
export const countsQuery = queryOptions({
  queryKey: ["tasks", "counts"],
  queryFn: async ({ signal }) => (await get<Answers["list_tasks"]>("/tasks", { box: "todo", limit: 1 }, signal)).counts,
  refetchInterval: 60_000,
});

export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ["task", id], queryFn: ({ signal }) => get<Answers["read_task"]>(`/tasks/${id}`, undefined, signal) });

export const caseQuery = (app: string, id: string) =>
  queryOptions({ queryKey: ["case", app, id], queryFn: ({ signal }) => get<Answers["read_case"]>(`/apps/${app}/cases/${id}`, undefined, signal) });

export const decide = (task: string, action: string, comment: string, idempotencyKey: string, values?: Bodies["act_on_task"]["values"]): Promise<Answers["act_on_task"]> =>
  post(`/tasks/${task}/${action}`, { comment, ...(values === undefined ? {} : { values }) } satisfies Bodies["act_on_task"], { idempotencyKey });

export const startFlow = (app: string, flow: string, record: string, comment: string, idempotencyKey: string): Promise<Answers["start_case"]> =>
  post(`/apps/${app}/flows/${flow}/cases`, { record, comment } satisfies Bodies["start_case"], { idempotencyKey });

export const moveCase = (id: string, action: string, comment: string, idempotencyKey: string): Promise<Answers["move_case"]> =>
  post(`/cases/${id}/${action}`, { comment } satisfies Bodies["move_case"], { idempotencyKey });

export const notificationsQuery = queryOptions({
  queryKey: ["notifications"],
  queryFn: ({ signal }) => get<Answers["list_notifications"]>("/notifications", undefined, signal),
  refetchInterval: 60_000,
});

export const markRead = (ids: string[]): Promise<Answers["read_notifications"]> => post("/notifications:read", { ids } satisfies Bodies["read_notifications"]);
