/** Values, labels and refusals as they are on the wire. */

export type Locale = "zh-CN" | "en";
export type Text = { "zh-CN": string; en: string };
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Kind = "text" | "number" | "boolean" | "date" | "datetime" | "reference" | "json";

/** An expression as data; meaning is in `expr`. */
export type Ir = { lit: Json } | { ref: string[]; row?: boolean } | { call: string; args: Ir[] };

export interface FileRef {
  id: string;
  name: string;
  size: number;
  type: string;
}
/** A row of a subform; `id` is there once it is stored. */
export type RowValues = { [key: string]: Wire };
export type Wire = null | boolean | number | string | string[] | FileRef[] | RowValues[];
export type Values = Record<string, Wire>;

export interface Named {
  id: string;
  name: string;
}

export interface Problem {
  code: string;
  message: Text;
  at?: string | null;
  row?: number | null;
}
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  problems?: Problem[];
}
