/** What a refused request says, in the reader's language. */
import type { Diagnostic, Locale, Problem, ProblemDocument } from "./types";

/** A refusal as the server tells it, or as a page makes one up. */
type Refusal = Omit<ProblemDocument, "problems"> & Partial<Pick<ProblemDocument, "problems">> & { diagnostics?: Diagnostic[] };

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: Problem[];
  /** Of a definition that was not taken: everything there is to say about it. */
  readonly diagnostics: Diagnostic[];

  constructor(document: Refusal) {
    super(document.detail || document.title);
    this.name = "ApiError";
    this.status = document.status;
    this.code = document.code;
    this.problems = document.problems ?? [];
    this.diagnostics = document.diagnostics ?? [];
  }
}

/** No answer at all: the network, a proxy, or a server that is not there. */
export class OfflineError extends Error {
  constructor() {
    super("offline");
    this.name = "OfflineError";
  }
}

/** Every problem as one sentence each; the general detail when there is none. */
export function sentences(error: unknown, locale: Locale): string[] {
  if (error instanceof ApiError) {
    const said = [...error.problems, ...error.diagnostics].map(({ message }) => message[locale] || message["zh-CN"]);
    return said.length > 0 ? [...new Set(said)] : [error.message];
  }
  if (error instanceof OfflineError) {
    return [locale === "en" ? "The server cannot be reached. What you typed is kept." : "连不上服务器，已填写的内容不会丢失。"];
  }
  return [error instanceof Error ? error.message : String(error)];
}

export function statusOf(error: unknown): number | null {
  return error instanceof ApiError ? error.status : null;
}
