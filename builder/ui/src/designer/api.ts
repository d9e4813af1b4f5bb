/** What the designer and the server say to each other, below /designer. */
import { queryOptions } from "@tanstack/react-query";
import { get, patch, post } from "@/api/client";
import type { Bundle, Diagnostic, Ir, Json, Text } from "@/api/types";
import { written } from "@/model/document/prepare";
import type { Definition, JsonObject } from "@/model/document/types";

export interface Draft {
  definition: Definition;
  revision: number;
  base?: string | number | null;
  published_hash?: string | null;
  dirty: boolean;
}

export interface FieldTypeInfo {
  name: string;
  label: Text;
  group: string;
  icon: string;
  kind: string;
  many: boolean;
  /** Whether it may be a column of a subform. */
  in_rows?: boolean;
  widget: string;
  options_schema: JsonObject;
  filters: string[];
}

export interface FunctionInfo {
  name: string;
  /** How it is written: "ROUND(number, digits)". */
  signature: string;
  label?: Text;
  help: Text;
  examples: Json[];
}

export interface PlanOperation {
  kind: string;
  sentence: Text;
  path?: string | null;
  loses?: number | null;
  affects?: number | null;
  severity: string;
}

export interface Plan {
  operations: PlanOperation[];
  diagnostics: Diagnostic[];
  changed: boolean;
}

export interface Version {
  number: number;
  hash: string;
  note: string;
  by: { id: string; name: string } | string | null;
  at: string;
  current: boolean;
}

export interface ExpressionCheck {
  type: Json;
  diagnostics: Diagnostic[];
  /** The expression as data, to be tried on a record; null for what needs all records. */
  ir?: Ir | null;
}

const root = (app: string) => `/designer/apps/${app}`;

export const draftQuery = (app: string) =>
  queryOptions({ queryKey: ["designer", app, "draft"], queryFn: ({ signal }) => get<Draft>(`${root(app)}/draft`, undefined, signal), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });

export const fieldTypesQuery = queryOptions({
  queryKey: ["designer", "field-types"],
  queryFn: async ({ signal }) => (await get<{ items: FieldTypeInfo[] }>("/designer/field-types", undefined, signal)).items,
  staleTime: Infinity,
});

export const functionsQuery = queryOptions({
  queryKey: ["designer", "functions"],
  queryFn: async ({ signal }) => (await get<{ items: FunctionInfo[] }>("/designer/functions", undefined, signal)).items,
  staleTime: Infinity,
});

export const versionsQuery = (app: string) =>
  queryOptions({ queryKey: ["designer", app, "versions"], queryFn: async ({ signal }) => (await get<{ items: Version[] }>(`${root(app)}/versions`, undefined, signal)).items, staleTime: 0 });

export const versionQuery = (app: string, number: number) =>
  queryOptions({ queryKey: ["designer", app, "versions", number], queryFn: ({ signal }) => get<{ definition: Definition }>(`${root(app)}/versions/${number}`, undefined, signal), staleTime: Infinity });

export const loadDraft = (app: string): Promise<Draft> => get<Draft>(`${root(app)}/draft`);

export const saveDraft = (app: string, definition: Definition, revision: number): Promise<{ revision: number; diagnostics: Diagnostic[] }> =>
  patch(`${root(app)}/draft`, { definition: written(definition), revision });

export const check = async (app: string): Promise<Diagnostic[]> => (await post<{ diagnostics: Diagnostic[] }>(`${root(app)}/check`)).diagnostics;

export const plan = (app: string): Promise<Plan> => get<Plan>(`${root(app)}/plan`);

export const publish = (app: string, note: string, revision: number): Promise<{ version: number }> => post(`${root(app)}/publish`, { note, revision });

export const restore = (app: string, number: number): Promise<{ draft: Draft }> => post(`${root(app)}/versions/${number}/restore`);

export interface ExpressionQuestion {
  text: string;
  /** A form; or, with `parent`, a subform of that form, in whose rows the expression is read. */
  form: string;
  parent?: string | undefined;
  slot: string;
  draft?: Definition | undefined;
}

export const checkExpression = (app: string, question: ExpressionQuestion, signal?: AbortSignal): Promise<ExpressionCheck> =>
  post<ExpressionCheck>(`${root(app)}/expression:check`, { ...question, draft: question.draft && written(question.draft) }, { signal });

/** The draft as a role would have it, or as the asker; `definition` when it is not saved yet. */
export const previewQuery = (app: string, role: string | null, definition: Definition | undefined) =>
  queryOptions({
    queryKey: ["designer", app, "preview", role, definition],
    queryFn: ({ signal }) => post<Bundle>(`${root(app)}/preview`, { ...(role === null ? {} : { role }), ...(definition === undefined ? {} : { definition: written(definition) }) }, { signal }),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
