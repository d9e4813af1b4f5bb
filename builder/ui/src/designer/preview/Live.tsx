/** The form at work: the very page users will have, on the draft, with nothing ever saved. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { sentences, statusOf } from "@/api/problem";
import type { Bundle, FormBundle } from "@/api/types";
import { startValues } from "@/model/form/live";
import { createFormStore } from "@/model/form/store";
import { unsaved } from "@/model/document/store";
import type { FormDef, RoleDef } from "@/model/document/types";
import { useLocale, useSay } from "@/parts/say";
import { Bones } from "@/parts/states";
import { Fields } from "@/runtime/form/Fields";
import { FormShell } from "@/runtime/form/FormShell";
import { hostFor } from "@/runtime/form/host";
import { previewQuery } from "../api";
import { useDocument, useEditor } from "../editor/Editor";
import { Sketch } from "./Sketch";
import css from "./preview.module.css";

interface Props {
  form: FormDef;
  role: RoleDef | undefined;
  phone: boolean;
}

export function Live({ form, role, phone }: Props) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { app } = useEditor();
  const draft = useDocument((state) => (unsaved(state) ? state.history.present : undefined));
  const found = useQuery(previewQuery(app, role?.key ?? null, draft));
  if (found.isPending) return <Bones lines={6} />;
  if (found.isError) {
    return (
      <>
        <p className={css.note}>{statusOf(found.error) === 422 ? t("preview.sketch") : sentences(found.error, locale).join(" ")}</p>
        <Sketch form={form} role={role} phone={phone} />
      </>
    );
  }
  const seen = found.data.forms[form.key];
  if (!seen) return <p className={css.none}>{t("preview.noAccess")}</p>;
  return <Working key={`${role?.key ?? ""}/${found.data.hash}`} app={app} bundle={found.data} form={phone ? narrow(seen) : seen} />;
}

/** On a phone every field has a row of its own. */
function narrow(form: FormBundle): FormBundle {
  return { ...form, layout: form.layout.map((section) => ({ ...section, columns: 1, items: section.items.map((item) => ({ ...item, span: 1 })) })) };
}

function Working({ app, bundle, form }: { app: string; bundle: Bundle; form: FormBundle }) {
  const say = useSay();
  const store = useMemo(() => {
    const typed = startValues(form.fields, hostFor(bundle, form.key, () => ({}), null));
    return createFormStore({ form, host: (known) => hostFor(bundle, form.key, known, null), before: null, typed, refs: {}, say });
  }, [bundle, form, say]);
  return (
    <FormShell app={app} bundle={bundle} form={form} store={store}>
      <Fields form={form} />
    </FormShell>
  );
}
