/** The edits the designer knows. Each names things by id or key, never by place, so it can be replayed on another draft. */
import type { FieldRef } from "../find";
import type { CheckDef, Definition, FieldDef, FormDef, Id, Json, Label, SectionDef, Span, ViewDef } from "../types";

/**
 * Where a field goes in the layout: before another, at a section's end, or into the row of another; all by field key.
 * A field that is new there gets `span`, up to the columns there are.
 */
export type Place =
  | { section: Id; before: string | null; span?: Span }
  | { section: Id; beside: string; side: "left" | "right" };

export type FieldCommand =
  | { do: "add_field"; form: Id; parent?: Id; field: FieldDef; place?: Place }
  | ({ do: "remove_field" } & FieldRef)
  | ({ do: "duplicate_field"; uid: Id; key: string } & FieldRef)
  | ({ do: "set_option"; option: string; value: Json | undefined } & FieldRef)
  | ({ do: "rename_key"; key: string } & FieldRef)
  /** Order of a subform's columns. */
  | ({ do: "move_column"; parent: Id; before: Id | null } & FieldRef);

export type LayoutCommand =
  | { do: "move_field"; form: Id; field: Id; place: Place }
  | { do: "set_span"; form: Id; field: Id; span: Span }
  | { do: "add_section"; form: Id; section: SectionDef; before: Id | null }
  | { do: "remove_section"; form: Id; section: Id }
  | { do: "move_section"; form: Id; section: Id; before: Id | null }
  | { do: "set_section"; form: Id; section: Id; property: "section"; value: Label }
  | { do: "set_section"; form: Id; section: Id; property: "columns"; value: Span }
  | { do: "set_section"; form: Id; section: Id; property: "collapsed"; value: boolean };

export type BehaviourCommand =
  | { do: "set_condition"; form: Id; item: string; slot: "visible" | "required_if" | "readonly_if"; value: string | null }
  | { do: "add_check"; form: Id; check: CheckDef }
  | { do: "set_check"; form: Id; check: string; property: "assert" | "message" | "at"; value: Json | undefined }
  | { do: "remove_check"; form: Id; check: string }
  | { do: "add_view"; form: Id; view: ViewDef }
  | { do: "set_view"; form: Id; view: string; property: "label" | "columns" | "where" | "sort"; value: Json | undefined }
  | { do: "remove_view"; form: Id; view: string };

/** What a new form is opened for: seeing all and changing one's own, or everything. */
export type Rights = "own" | "all";

export type FormCommand =
  | { do: "add_form"; form: FormDef; roles: string[]; rights: Rights; navigation: boolean }
  | { do: "set_form"; form: Id; property: "label" | "title" | "icon" | "help"; value: Json | undefined }
  | { do: "rename_form"; form: Id; key: string }
  | { do: "remove_form"; form: Id }
  | { do: "replace_definition"; definition: Definition };

export type Command = FieldCommand | LayoutCommand | BehaviourCommand | FormCommand;

export type CommandOf<Name extends Command["do"]> = Extract<Command, { do: Name }>;
