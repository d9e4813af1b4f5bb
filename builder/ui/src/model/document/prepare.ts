/** Makes a definition ready for the designer: every section gets the key that commands name it by. */
import { produce } from "immer";
import { freshSectionKey } from "./layout";
import type { Definition } from "./types";

export function prepare(definition: Definition): Definition {
  return produce(definition, (draft: Definition) => {
    for (const form of draft.forms) {
      for (const section of form.layout ?? []) section.key ??= freshSectionKey(form);
    }
  });
}
