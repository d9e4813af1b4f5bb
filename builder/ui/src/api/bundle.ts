/** The app as this person may see it, and everything asked beside it. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { get } from "./client";
import { complete } from "./complete";
import type { Answers, Bundle } from "./types";

export const appsQuery = queryOptions({
  queryKey: ["apps"],
  queryFn: async ({ signal }) => (await get<Answers["list_apps"]>("/apps", undefined, signal)).items,
});

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async ({ signal }) => (await get<Answers["list_templates"]>("/templates", undefined, signal)).items,
  staleTime: Infinity,
});

export const bundleQuery = (app: string) =>
  queryOptions({
    queryKey: ["bundle", app],
    queryFn: async ({ signal }) => complete(await get<Answers["app_bundle"]>(`/apps/${app}/bundle`, undefined, signal)),
    staleTime: 60_000,
  });

export function useBundle(app: string): Bundle {
  return useSuspenseQuery(bundleQuery(app)).data;
}

export const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ["people", search],
    queryFn: async ({ signal }) => (await get<Answers["people"]>("/people", { search }, signal)).items,
    staleTime: 60_000,
  });

export const departmentsQuery = queryOptions({
  queryKey: ["departments"],
  queryFn: async ({ signal }) => (await get<Answers["all_departments"]>("/departments", undefined, signal)).items,
  staleTime: 300_000,
});
