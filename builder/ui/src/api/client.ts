/** Requests: JSON in and out, CSRF, conditional writes, and signing in again without losing the request. */
import { ApiError, OfflineError } from "./problem";
import type { Mistakes, ProblemDocument, Session } from "./types";

export const BASE = "/api/v1";

export type Query = Record<string, string | number | boolean | string[] | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** Version of the record this write is based on. */
  version?: number | undefined;
  /** The same key on a repeat of the same intent. */
  idempotencyKey?: string | undefined;
}

let csrf = "";
let signInAgain: (() => Promise<Session>) | null = null;
let waiting: Promise<Session> | null = null;

export function rememberCsrf(session: Session): void {
  csrf = session.csrf;
}

/** The page says how a person signs in again in place; requests that met a 401 wait for it. */
export function onSessionExpired(handler: (() => Promise<Session>) | null): void {
  signInAgain = handler;
}

/** {a: 1, b: ["x","y"], c: null} -> "?a=1&b=x%2Cy" */
export function queryString(query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === "") continue;
    params.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** A random key, also where crypto.randomUUID is missing (plain http on an office network). */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function headersOf(method: string, options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
  if (options.idempotencyKey !== undefined) headers["Idempotency-Key"] = options.idempotencyKey;
  return headers;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  try {
    return await fetch(`${BASE}${path}${queryString(options.query)}`, {
      method,
      headers: headersOf(method, options),
      body: options.form ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      credentials: "same-origin",
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new OfflineError();
  }
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const document = (await response.json()) as Partial<ProblemDocument & Mistakes>;
    return new ApiError({
      type: document.type ?? "about:blank",
      title: document.title ?? response.statusText,
      status: response.status,
      detail: document.detail ?? "",
      code: document.code ?? `http.${response.status}`,
      problems: document.problems ?? [],
      diagnostics: document.diagnostics ?? [],
    });
  } catch {
    const title = response.statusText || `HTTP ${response.status}`;
    return new ApiError({ type: "about:blank", title, status: response.status, detail: title, code: `http.${response.status}` });
  }
}

async function signedInAgain(): Promise<boolean> {
  if (signInAgain === null) return false;
  waiting ??= signInAgain().finally(() => {
    waiting = null;
  });
  rememberCsrf(await waiting);
  return true;
}

export async function raw(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  const response = await send(method, path, options);
  if (response.ok || response.status === 304) return response;
  if (response.status === 401 && path !== "/session" && (await signedInAgain())) return raw(method, path, options);
  throw await refusal(response);
}

export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await raw(method, path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  request<T>("GET", path, { ...(query === undefined ? {} : { query }), signal });
export const post = <T>(path: string, body?: unknown, options: RequestOptions = {}): Promise<T> =>
  request<T>("POST", path, { ...options, body: body ?? {} });
export const patch = <T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> =>
  request<T>("PATCH", path, { ...options, body });
export const put = <T>(path: string, body: unknown): Promise<T> => request<T>("PUT", path, { body });
export const remove = (path: string, options: RequestOptions = {}): Promise<void> => request<undefined>("DELETE", path, options);
