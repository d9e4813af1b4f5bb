/** What can be done to a selected field from anywhere: duplicate it, or remove it after showing who uses it. */
import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { fieldList, findField, findForm } from "@/model/document/find";
import { freshKey, newUid } from "@/model/document/names";
import { usesOf } from "@/model/document/references";
import { textOf } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor } from "../editor/Editor";
import { UsesList } from "../problems/UsesList";

export interface FieldName {
  field: string;
  parent?: string | undefined;
}

export function useFieldActions() {
  const { document, session, form } = useEditor();
  const { t } = useTranslation("designer");
  const { modal } = App.useApp();
  const locale = useLocale();

  const duplicate = useCallback(
    ({ field, parent }: FieldName) => {
      const { history, run } = document.getState();
      const ref = { form, field, ...(parent === undefined ? {} : { parent }) };
      const held = findForm(history.present, form);
      const source = findField(history.present, ref);
      if (!held || !source) return;
      const key = freshKey(source.key, (fieldList(held, parent) ?? []).map((each) => each.key));
      const uid = newUid();
      run({ do: "duplicate_field", ...ref, key, uid });
      session.getState().select({ kind: "field", form, field: uid, ...(parent === undefined ? {} : { parent }) }, true);
    },
    [document, session, form],
  );

  const remove = useCallback(
    ({ field, parent }: FieldName) => {
      const definition = document.getState().history.present;
      const ref = { form, field, ...(parent === undefined ? {} : { parent }) };
      const gone = findField(definition, ref);
      const held = findForm(definition, form);
      if (!gone || !held) return;
      const label = textOf(gone.label, locale);
      const parentKey = parent === undefined ? undefined : findField(definition, { form, field: parent })?.key;
      const uses = usesOf(definition, { form: held.key, field: gone.key, ...(parentKey === undefined ? {} : { parent: parentKey }) }).filter((use) => use.weight === "reference");
      const now = () => {
        document.getState().run({ do: "remove_field", ...ref });
        session.getState().select(parent === undefined ? null : { kind: "field", form, field: parent });
        session.getState().set({ said: t("said.removed", { label }) });
      };
      if (uses.length === 0) return now();
      modal.confirm({
        title: t("remove.title", { label }),
        content: <UsesList definition={definition} uses={uses} locale={locale} lead={t("remove.used", { count: uses.length })} tail={t("remove.kept")} />,
        width: 520,
        okText: t("remove.anyway"),
        okButtonProps: { danger: true },
        autoFocusButton: "cancel",
        onOk: now,
      });
    },
    [document, session, form, locale, modal, t],
  );

  return { duplicate, remove };
}
