/** The right pane: what is selected, in groups. */
import { findField, findForm, findSection, REST } from "@/model/document/find";
import { idOf } from "@/model/document/names";
import { useTranslation } from "react-i18next";
import { useDefinition, useEditor, useSession } from "../editor/Editor";
import { CheckProperties } from "./CheckProperties";
import { FieldProperties } from "./FieldProperties";
import { FormProperties } from "./FormProperties";
import { SectionProperties } from "./SectionProperties";
import css from "./properties.module.css";

export function Properties() {
  const { t } = useTranslation("designer");
  const chosen = useSession((state) => state.selection !== null);
  return (
    <aside className={css.pane} aria-label={t("properties.title")} data-properties data-chosen={chosen}>
      <Selected />
    </aside>
  );
}

function Selected() {
  const { form: formId } = useEditor();
  const definition = useDefinition();
  const selection = useSession((state) => state.selection);
  const form = findForm(definition, formId);
  if (!form) return null;
  switch (selection?.kind) {
    case "field": {
      const field = findField(definition, selection);
      const parent = selection.parent === undefined ? undefined : findField(definition, { form: formId, field: selection.parent });
      return field ? <FieldProperties key={`${selection.parent ?? ""}/${selection.field}`} form={form} field={field} parent={parent} /> : <FormProperties form={form} />;
    }
    case "condition": {
      const field = form.fields.find((each) => each.key === selection.item);
      if (field) return <FieldProperties key={idOf(field)} form={form} field={field} parent={undefined} />;
      const section = findSection(form, selection.item);
      return section ? <SectionProperties key={selection.item} form={form} section={section} /> : <FormProperties form={form} />;
    }
    case "section": {
      const section = selection.section === REST ? undefined : findSection(form, selection.section);
      return section ? <SectionProperties key={selection.section} form={form} section={section} /> : <FormProperties form={form} />;
    }
    case "check": {
      const check = form.checks?.find((each) => each.key === selection.check);
      return check ? <CheckProperties key={check.key} form={form} check={check} /> : <FormProperties form={form} />;
    }
    case "form":
    case "view":
    case "elsewhere":
    case undefined:
      return <FormProperties form={form} />;
  }
}
