/** What the server and the browser say to each other, below /api/v1; of bundles what the pages see, with nothing left unsaid. */
import type * as wire from "@/generated/api";

export type * from "@/generated/api";

/** What a field's bundle may leave out. */
type Unsaid = "many" | "widget" | "options" | "required" | "system" | "reveal" | "sortable";

export interface FieldBundle extends Omit<wire.FieldBundle, Unsaid | "fields">, Required<Pick<wire.FieldBundle, Unsaid>> {
  /** Keys of the operators it can be filtered by. */
  filters: string[];
  fields?: FieldBundle[];
}

export interface FormBundle extends Omit<wire.FormBundle, "fields"> {
  fields: FieldBundle[];
}

export interface Bundle extends Omit<wire.Bundle, "forms"> {
  forms: Record<string, FormBundle>;
}

/** A record as its page asks for it, with all there is to say. */
export type RecordView = Required<wire.RecordView>;

export type Box = "todo" | "done" | "started" | "cc";
