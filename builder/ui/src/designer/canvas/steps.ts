/** One step with an arrow key: where a field goes from where it stands. */
import type { Place } from "@/model/document/commands/command";
import { itemKey, sectionsOf } from "@/model/document/find";
import type { FormDef } from "@/model/document/types";

/** `(form, "phone", -1)` → before the field that is now before it; at an end of a section, into the neighbour. */
export function stepPlace(form: FormDef, key: string, way: -1 | 1): Place | null {
  const sections = sectionsOf(form);
  const at = sections.findIndex(({ section }) => section.items.some((item) => itemKey(item) === key));
  const here = sections[at];
  if (!here) return null;
  const keys = here.section.items.map(itemKey);
  const index = keys.indexOf(key);
  if (way < 0 && index > 0) return { section: here.id, before: keys[index - 1] ?? null };
  if (way > 0 && index < keys.length - 1) return { section: here.id, before: keys[index + 2] ?? null };
  const next = sections[at + way];
  if (!next || next.virtual) return null;
  const first = next.section.items[0];
  return { section: next.id, before: way < 0 || first === undefined ? null : itemKey(first) };
}
