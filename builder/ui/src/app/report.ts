/** What the browser gets to hear of: our own faults, not the refusals of the server that a page has shown. */
import { ApiError } from "@/api/problem";

export function report(error: unknown): void {
  if (!(error instanceof ApiError)) window.reportError(error);
}
