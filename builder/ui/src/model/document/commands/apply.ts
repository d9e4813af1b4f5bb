/** Command → change of the draft: one line per edit. */
import type { Definition } from "../types";
import * as behaviour from "./behaviour";
import type { Command, CommandOf } from "./command";
import * as fields from "./fields";
import * as forms from "./forms";
import * as layout from "./layout";

type Handlers = { [Name in Command["do"]]: (draft: Definition, command: CommandOf<Name>) => void };

const HANDLERS: Handlers = {
  add_field: fields.addField,
  remove_field: fields.removeField,
  duplicate_field: fields.duplicateField,
  set_option: fields.setOption,
  rename_key: fields.renameKey,
  move_column: fields.moveColumn,
  move_field: layout.moveField,
  set_span: layout.setSpan,
  add_section: layout.addSection,
  remove_section: layout.removeSection,
  move_section: layout.moveSection,
  set_section: layout.setSection,
  set_condition: behaviour.setCondition,
  add_check: behaviour.addCheck,
  set_check: behaviour.setCheck,
  remove_check: behaviour.removeCheck,
  add_view: behaviour.addView,
  set_view: behaviour.setView,
  remove_view: behaviour.removeView,
  add_form: forms.addForm,
  set_form: forms.setForm,
  rename_form: forms.renameForm,
  remove_form: forms.removeForm,
  replace_definition: forms.replaceDefinition,
};

/** Applies a command to an immer draft; a command whose subject is gone changes nothing. */
export function apply(draft: Definition, command: Command): void {
  const handler = HANDLERS[command.do] as (draft: Definition, command: Command) => void;
  handler(draft, command);
}
