/** What a widget is: how a value is read as text, shown, and edited. */
import { createContext, useContext, type ComponentType } from "react";
import type { FieldBundle, Locale, RefRow, Refs, Wire } from "@/api/types";

/** Everything text depends on besides the value. */
export interface ShowContext {
  locale: Locale;
  zone: string;
  app: string;
  refs: Refs;
}

export interface ShowProps {
  value: Wire;
  field: FieldBundle;
  context: ShowContext;
  /** In a table cell: short, one line. */
  dense?: boolean;
}

export interface EditProps {
  id: string;
  field: FieldBundle;
  label: string;
  value: Wire;
  change: (value: Wire) => void;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  /** In a table cell: no frame of its own, no explanations. */
  dense?: boolean;
  autoFocus?: boolean;
  /** Of rows: the same value with what is computed in them. */
  derived?: Wire;
  /** Of rows: what is wrong, by place below the field: "0.amount". */
  problems?: ReadonlyMap<string, string[]>;
}

export interface Widget {
  /** Pixels a column starts with. */
  width: number;
  align?: "right";
  /** In full, as in a sentence: "￥1,234.50". */
  text: (value: Wire, field: FieldBundle, context: ShowContext) => string;
  /** In a column whose heading names the unit: "1,234.50". */
  cell?: (value: Wire, field: FieldBundle, context: ShowContext) => string;
  /** The unit a heading names: "￥". */
  unit?: (field: FieldBundle, context: ShowContext) => string;
  Show?: ComponentType<ShowProps>;
  /** Absent: nobody types it. */
  Edit?: ComponentType<EditProps>;
  /** A pasted or typed cell -> the value; undefined when it cannot be read. */
  read?: (typed: string, field: FieldBundle, context: ShowContext) => Wire | undefined;
}

/** What inputs need from the form around them. */
export interface EditContext extends ShowContext {
  form: string;
  /** Makes titles of newly picked records known. */
  learn: (target: string, row: RefRow) => void;
  /** Opens a small form for a record that is not there yet. */
  create?: ((form: string, title: string) => Promise<RefRow | null>) | undefined;
  /** Whether this person may create records of a form. */
  mayCreate: (form: string) => boolean;
}

export const EditContext = createContext<EditContext | null>(null);

export function useEditContext(): EditContext {
  const context = useContext(EditContext);
  if (context === null) throw new Error("an input stands outside a form");
  return context;
}

export function isBlank(value: Wire | undefined): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

export function refOf(context: ShowContext, target: string | null | undefined, id: Wire | undefined): RefRow | undefined {
  return typeof id === "string" && target != null ? context.refs[target]?.[id] : undefined;
}
