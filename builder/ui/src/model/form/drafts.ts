/** What was typed and not yet sent, kept on this device. */
import type { Values } from "@/api/types";

export interface Draft {
  at: string;
  values: Values;
  /** Version of the record the draft was based on; null for a new record. */
  version: number | null;
}

const PREFIX = "dougong.draft.";
const KEEP = 30 * 86_400_000;

export const draftKey = (user: string, app: string, form: string, id: string | null): string => `${PREFIX}${user}.${app}.${form}.${id ?? "new"}`;

export function readDraft(key: string, now = Date.now()): Draft | null {
  try {
    const kept = localStorage.getItem(key);
    if (kept === null) return null;
    const draft = JSON.parse(kept) as Draft;
    if (now - Date.parse(draft.at) < KEEP) return draft;
    localStorage.removeItem(key);
  } catch {
    // Unreadable: as if there were none.
  }
  return null;
}

export function writeDraft(key: string, draft: Draft): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
