/** What the designer and the server say to each other, below /designer. */
import { queryOptions } from "@tanstack/react-query";
import { get, patch, post, put } from "@/api/client";
import { complete, completeField } from "@/api/complete";
import type { Answers, Bodies, Diagnostic, FieldBundle, Wire } from "@/api/types";
import { written } from "@/model/document/prepare";
import type { Definition } from "@/model/document/types";

export type { ExpressionCheck, FieldTypeInfo, FunctionInfo, Plan, PlanOperation, Version } from "@/api/types";

/** The draft as the designer edits it: the parts it works on are named. */
export type Draft = Omit<Answers["read_draft"], "definition"> & { definition: Definition };

const root = (app: string) => `/designer/apps/${app}`;

export const draftQuery = (app: string) =>
  queryOptions({ queryKey: ["designer", app, "draft"], queryFn: ({ signal }) => get<Draft>(`${root(app)}/draft`, undefined, signal), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });

export const fieldTypesQuery = queryOptions({
  queryKey: ["designer", "field-types"],
  queryFn: async ({ signal }) => (await get<Answers["field_types"]>("/designer/field-types", undefined, signal)).items,
  staleTime: Infinity,
});

export const functionsQuery = queryOptions({
  queryKey: ["designer", "functions"],
  queryFn: async ({ signal }) => (await get<Answers["functions"]>("/designer/functions", undefined, signal)).items,
  staleTime: Infinity,
});

export const versionsQuery = (app: string) =>
  queryOptions({ queryKey: ["designer", app, "versions"], queryFn: async ({ signal }) => (await get<Answers["list_versions"]>(`${root(app)}/versions`, undefined, signal)).items, staleTime: 0 });

export const versionQuery = (app: string, number: number) =>
  queryOptions({ queryKey: ["designer", app, "versions", number], queryFn: ({ signal }) => get<{ definition: Definition }>(`${root(app)}/versions/${number}`, undefined, signal), staleTime: Infinity });

export const loadDraft = (app: string): Promise<Draft> => get<Draft>(`${root(app)}/draft`);

export const saveDraft = (app: string, definition: Definition, revision: number): Promise<Answers["save_draft"]> =>
  patch(`${root(app)}/draft`, { definition: written(definition), revision } satisfies Bodies["save_draft"]);

export const install = (body: Bodies["install_app"]): Promise<Answers["install_app"]> => post("/apps", body);

export const runScenarios = (app: string): Promise<Answers["run_draft_scenarios"]> => post(`${root(app)}/scenarios/run`);

/** A parameter with the field it is filled in as. */
export type Parameter = Omit<Answers["list_parameters"]["items"][number], "field"> & { field: FieldBundle };

export const parametersQuery = (app: string) =>
  queryOptions({
    queryKey: ["parameters", app],
    queryFn: async ({ signal }) => (await get<Answers["list_parameters"]>(`/apps/${app}/parameters`, undefined, signal)).items.map((each): Parameter => ({ ...each, field: completeField(each.field) })),
    staleTime: 0,
  });

export const setParameter = (app: string, key: string, value: Wire): Promise<Answers["set_parameter"]> => put(`/apps/${app}/parameters/${key}`, { value } satisfies Bodies["set_parameter"]);

export const membersQuery = (app: string) => queryOptions({ queryKey: ["members", app], queryFn: ({ signal }) => get<Answers["list_members"]>(`/apps/${app}/members`, undefined, signal), staleTime: 0 });

export const setMembers = (app: string, role: string, body: Bodies["set_members"]): Promise<Answers["set_members"]> => put(`/apps/${app}/members/${role}`, body);

/** Everything there is to say about a definition, or about the saved draft. */
export const check = async (app: string, definition?: Definition): Promise<Diagnostic[]> =>
  (await post<Answers["check_draft"]>(`${root(app)}/check`, (definition === undefined ? {} : { definition }) satisfies Bodies["check_draft"])).diagnostics;

export const plan = (app: string): Promise<Answers["plan_draft"]> => get(`${root(app)}/plan`);

export const publish = (app: string, note: string, revision: number): Promise<Answers["publish_draft"]> =>
  post(`${root(app)}/publish`, { note, revision } satisfies Bodies["publish_draft"]);

export const restore = (app: string, number: number): Promise<{ draft: Draft }> => post(`${root(app)}/versions/${number}/restore`);

export interface ExpressionQuestion {
  text: string;
  /** A form; or, with `parent`, a subform of that form, in whose rows the expression is read. */
  form: string;
  parent?: string | undefined;
  slot: string;
  draft?: Definition | undefined;
}

export const checkExpression = (app: string, question: ExpressionQuestion, signal?: AbortSignal): Promise<Answers["check_one"]> =>
  post(`${root(app)}/expression:check`, { ...question, draft: question.draft && written(question.draft) }, { signal });

/** The draft as a role would have it, or as the asker; `definition` when it is not saved yet. */
export const previewQuery = (app: string, role: string | null, definition: Definition | undefined) =>
  queryOptions({
    queryKey: ["designer", app, "preview", role, definition],
    queryFn: async ({ signal }) => {
      const body: Bodies["preview_draft"] = { ...(role === null ? {} : { role }), ...(definition === undefined ? {} : { definition: written(definition) }) };
      return complete(await post<Answers["preview_draft"]>(`${root(app)}/preview`, body, { signal }));
    },
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
