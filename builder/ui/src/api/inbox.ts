/** Tasks, cases and notifications of the person signed in. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, post } from "./client";
import type { Box, Case, Notification, TaskPage, TaskView } from "./types";

export const tasksQuery = (box: Box, app?: string) =>
  infiniteQueryOptions({
    queryKey: ["tasks", box, app ?? ""],
    queryFn: ({ signal, pageParam }) => get<TaskPage>("/tasks", { box, app, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 10_000,
  });

/** Counts for the badge, asked again every minute. */
export const countsQuery = queryOptions({
  queryKey: ["tasks", "counts"],
  queryFn: async ({ signal }) => (await get<TaskPage>("/tasks", { box: "todo", limit: 1 }, signal)).counts,
  refetchInterval: 60_000,
});

export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ["task", id], queryFn: ({ signal }) => get<TaskView>(`/tasks/${id}`, undefined, signal) });

export const caseQuery = (app: string, id: string) =>
  queryOptions({ queryKey: ["case", app, id], queryFn: ({ signal }) => get<Case>(`/apps/${app}/cases/${id}`, undefined, signal) });

export const decide = (task: string, action: string, comment: string, idempotencyKey: string, values?: unknown): Promise<{ case: Case }> =>
  post(`/tasks/${task}/${action}`, { comment, ...(values === undefined ? {} : { values }) }, { idempotencyKey });

export const startFlow = (app: string, flow: string, record: string, comment: string, idempotencyKey: string): Promise<{ case: Case }> =>
  post(`/apps/${app}/flows/${flow}/cases`, { record, comment }, { idempotencyKey });

export const moveCase = (id: string, action: string, comment: string, idempotencyKey: string): Promise<{ case: Case }> =>
  post(`/cases/${id}/${action}`, { comment }, { idempotencyKey });

export const notificationsQuery = queryOptions({
  queryKey: ["notifications"],
  queryFn: ({ signal }) => get<{ items: Notification[]; unread: number }>("/notifications", undefined, signal),
  refetchInterval: 60_000,
});

export const markRead = (ids: string[]): Promise<void> => post("/notifications:read", { ids });
