/** A record made in passing, from a picker that did not find it. */
import { Button, Drawer } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Bundle, FormBundle, RefRow, Refs, Values } from "@/api/types";
import { isEditable } from "@/model/bundle";
import { startValues } from "@/model/form/live";
import { useSay } from "@/parts/say";
import { usePhone } from "@/parts/useMedia";
import { textOf } from "@/widgets/show";
import { formOf, useShowContext } from "../app";
import { Fields } from "./Fields";
import { FormShell } from "./FormShell";
import { hostFor } from "./host";
import { createFormStore } from "@/model/form/store";
import { FormTrouble } from "./Trouble";
import { useSave } from "./useSave";

interface Props {
  app: string;
  bundle: Bundle;
  form: string;
  title: string;
  done: (row: RefRow | null) => void;
}
const NO_REFS: Refs = {};

/** What was searched for becomes the title, or the first text there is to fill in. */
function titled(form: FormBundle, title: string): Values {
  const named = form.fields.find((field) => field.key === form.title && isEditable(field)) ?? form.fields.find((field) => isEditable(field) && field.widget === "text");
  return title === "" || named === undefined ? {} : { [named.key]: title };
}

export function QuickCreate({ app, bundle, form: key, title, done }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = usePhone();
  const form = formOf(bundle, key);
  const context = useShowContext(app, NO_REFS);
  const store = useMemo(() => {
    const host = (refs: () => Refs) => hostFor(bundle, key, refs, null);
    return createFormStore({ form, host, before: null, refs: NO_REFS, say, typed: { ...startValues(form.fields, host(() => NO_REFS)), ...titled(form, title) } });
    // A form keeps what it began with; a change of language only changes later sentences.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form]);
  const saving = useSave(app, form, store, null);
  async function save(): Promise<void> {
    const saved = await saving.save();
    if (saved === null) return;
    const { item } = saved;
    if (item.id === null) return done(null);
    const field = form.fields.find((each) => each.key === form.title);
    done({ ...item, id: item.id, title: field === undefined ? item.id : textOf(item[form.title], field, context) || item.id });
  }
  const label = say(form.label);
  return (
    <Drawer
      open title={t("form.createTitle", { label })} size={phone ? "100%" : 560} onClose={() => done(null)} styles={{ body: { background: "var(--page)", padding: 12 } }}
      footer={<div className="row" style={{ justifyContent: "flex-end" }}><Button onClick={() => done(null)}>{t("action.cancel")}</Button><Button type="primary" loading={saving.busy} onClick={() => void save()}>{t("form.submit")}</Button></div>}
    >
      <FormShell app={app} bundle={bundle} form={form} store={store}><FormTrouble /><Fields form={form} /></FormShell>
    </Drawer>
  );
}
