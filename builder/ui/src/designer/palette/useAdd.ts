/** Adding from the palette: to the place that was dropped on, else after what is selected. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { findForm, itemKey, sectionsOf, REST } from "@/model/document/find";
import { idOf } from "@/model/document/names";
import type { Place } from "@/model/document/commands/command";
import type { FormDef } from "@/model/document/types";
import { useLocale, useSay } from "@/parts/say";
import type { FieldTypeInfo } from "../api";
import type { Drop } from "../canvas/drop";
import { propertiesOf } from "../properties/schema";
import { useEditor } from "../editor/Editor";
import { newField, newSection } from "../editor/create";
import type { Target } from "@/model/document/pointer";

export function useAdd() {
  const { document, session, form: formId } = useEditor();
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const say = useSay();

  const addField = useCallback(
    (type: FieldTypeInfo, drop?: Drop) => {
      const { history, run } = document.getState();
      const form = findForm(history.present, formId);
      if (!form) return;
      const parent = columnParent(session.getState().selection, drop, form, type);
      const siblings = form.fields.find((field) => idOf(field) === parent)?.fields;
      const field = newField(type, history.present, form, locale, parent === undefined ? undefined : siblings);
      const place = spread(drop?.into === "layout" ? drop.place : placeAfter(form, session.getState().selection), type);
      run({ do: "add_field", form: formId, field, ...(parent === undefined ? (place ? { place } : {}) : { parent }) });
      if (parent !== undefined && drop?.into === "table" && drop.before !== null) {
        document.getState().run({ do: "move_column", form: formId, parent, field: idOf(field), before: drop.before });
      }
      session.getState().select({ kind: "field", form: formId, field: idOf(field), ...(parent === undefined ? {} : { parent }) }, true);
      session.getState().set({ said: t("said.added", { label: say(type.label) }) });
    },
    [document, session, formId, locale, t, say],
  );

  const addSection = useCallback(() => {
    const { history, run } = document.getState();
    const form = findForm(history.present, formId);
    if (!form) return;
    const section = newSection(form, locale);
    run({ do: "add_section", form: formId, section, before: null });
    session.getState().select({ kind: "section", form: formId, section: section.key ?? "" }, true);
  }, [document, session, formId, locale]);

  return { addField, addSection };
}

/** The subform a new field becomes a column of: the one dropped into, or the one whose column is selected. */
function columnParent(selection: Target | null, drop: Drop | undefined, form: FormDef, type: FieldTypeInfo): string | undefined {
  const nests = standsAlone(type);
  if (drop?.into === "table") return nests ? undefined : drop.parent;
  if (drop !== undefined || nests || selection?.kind !== "field") return undefined;
  return form.fields.some((field) => idOf(field) === selection.parent) ? selection.parent : undefined;
}

/** Whether a type may not stand in the rows of a subform. */
export function standsAlone(type: FieldTypeInfo | undefined): boolean {
  if (type === undefined) return true;
  return type.in_rows === undefined ? "fields" in propertiesOf(type.options_schema) : !type.in_rows;
}

/** Widgets that want the whole width of their section. */
const WIDE = new Set(["subform", "longtext", "attachment"]);

function spread(place: Place | null, type: FieldTypeInfo): Place | null {
  return place && !("beside" in place) && WIDE.has(type.widget) ? { ...place, span: 3 } : place;
}

function placeAfter(form: FormDef, selection: Target | null): Place | null {
  const sections = sectionsOf(form);
  if (selection?.kind === "section") return { section: selection.section, before: null };
  if (selection?.kind === "field") {
    const key = form.fields.find((field) => idOf(field) === (selection.parent ?? selection.field))?.key;
    for (const { id, section } of sections) {
      const keys = section.items.map(itemKey);
      const at = keys.indexOf(key ?? "");
      if (at >= 0) return { section: id, before: keys[at + 1] ?? null };
    }
  }
  const last = sections.findLast((each) => !each.virtual);
  return last && last.id !== REST ? { section: last.id, before: null } : null;
}
