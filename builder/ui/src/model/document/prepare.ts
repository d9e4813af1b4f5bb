/**
 * Names for sections that have none: commands name a section by its key, and most definitions write none.
 *
 * `prepare` gives such sections a key that no definition can write ("@基本信息"); `written` takes it away again, or makes
 * it a real one where a condition came to name it. What is saved differs only where somebody changed something.
 */
import { produce } from "immer";
import { freshSectionKey } from "./layout";
import { without } from "./names";
import { textOf, type Definition, type FormDef, type SectionDef } from "./types";

const MARK = "@";

export function prepare(definition: Definition): Definition {
  return produce(definition, (draft: Definition) => {
    // A definition may leave them out; the designer counts on them.
    draft.forms = (draft as Partial<Definition>).forms ?? [];
    for (const form of draft.forms) {
      const taken = new Set<string>();
      for (const section of form.layout ?? []) {
        section.key ??= nameFor(section, taken);
        taken.add(section.key);
      }
    }
  });
}

/** From the title, so that the same section gets the same name in another draft with more sections. */
function nameFor(section: SectionDef, taken: ReadonlySet<string>): string {
  const stem = `${MARK}${textOf(section.section, "zh-CN")}`;
  let name = stem;
  for (let n = 2; taken.has(name); n += 1) name = `${stem} ${n}`;
  return name;
}

export function written(definition: Definition): Definition {
  return produce(definition, (draft: Definition) => {
    for (const form of draft.forms) form.layout?.forEach((section, at) => settle(form, section, at));
  });
}

function settle(form: FormDef, section: SectionDef, at: number): void {
  const name = section.key;
  if (name?.startsWith(MARK) !== true) return;
  const conditions = form.conditions?.filter((condition) => condition.item === name) ?? [];
  if (conditions.length === 0) form.layout?.splice(at, 1, without(section, "key"));
  else {
    section.key = freshSectionKey(form);
    for (const condition of conditions) condition.item = section.key;
  }
}
