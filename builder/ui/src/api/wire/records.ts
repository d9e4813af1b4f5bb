/** Records, their history, and getting them in from Excel. */
import type { Named, Problem, Text, Values, Wire } from "./base";
import type { CaseState } from "./flows";

/** Flat: system columns and fields side by side. */
export type RecordItem = { id: string; version: number; [field: string]: Wire };
export type RefRow = { id: string; title: string; [field: string]: Wire };
/** By entity (a form's key, "user" or "department"), then by id. */
export type Refs = Record<string, Record<string, RefRow>>;

export interface RecordPage {
  items: RecordItem[];
  next: string | null;
  refs?: Refs;
  count?: number;
}
export interface RecordView {
  item: RecordItem;
  refs?: Refs;
  can: { edit: boolean; delete: boolean };
  flows: { key: string; label: Text }[];
  case?: { id: string; flow: string; state: CaseState } | null;
}
export interface Saved {
  item: RecordItem;
  /** A repeat: nothing new was made, `item` is the record it was attached to. */
  attached?: boolean;
  warnings: Problem[];
}
export interface HistoryEntry {
  at: string;
  by: Named | null;
  action: string;
  changes: { field: string; label: Text | string; old: string | null; new: string | null }[];
}
export interface Comment {
  id: string;
  at: string;
  by: Named | null;
  text: string;
}
export type Operation =
  | { op: "create"; values: Values }
  | { op: "update"; id: string; version: number; values: Values }
  | { op: "delete"; id: string; version: number };
export interface BatchResult {
  results: { ok: boolean; item?: RecordItem; problems?: Problem[] }[];
}

export interface ImportColumn {
  index: number;
  header: string;
  samples: string[];
  guess: string | null;
}
export interface ImportPreview {
  upload: string;
  sheets: string[];
  columns: ImportColumn[];
  rows: number;
}
export interface ImportError {
  row: number;
  column: string | null;
  value: string | null;
  reason: Text;
  /** The row landed; this says what was assumed. */
  remark?: boolean;
}
export interface ImportReport {
  import: string | null;
  total: number;
  created: number;
  attached: number;
  updated: number;
  skipped: number;
  failed: number;
  /** Records of other forms that were (or would be) made for names in the file, as sentences. */
  made?: string[];
  errors: ImportError[];
  error_count?: number;
  error_file?: string | null;
}
