/** Fields a step lets its holder fill in while deciding. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ApiError } from "@/api/problem";
import type { Bundle, FormBundle, RecordView, TaskView, Values } from "@/api/types";
import { byPlace } from "@/model/form/check";
import { createFormStore, type FormStore, payload } from "@/model/form/store";
import { useSay } from "@/parts/say";
import { Fields } from "../form/Fields";
import { FormShell } from "../form/FormShell";
import { hostFor } from "../form/host";
import { FormTrouble } from "../form/Trouble";
import { focusFirst } from "../form/words";
import css from "./Inbox.module.css";

const TITLE = { "zh-CN": "请填写", en: "Please fill in" };

/** The form with those fields alone, writable by leave of the step. */
export function stepForm(form: FormBundle, rights: TaskView["fields"] | undefined): FormBundle | null {
  const open = form.fields.filter((field) => rights?.[field.key] === "write" || rights?.[field.key] === "required");
  if (open.length === 0) return null;
  const fields = form.fields.map((field) => (open.includes(field) ? { ...field, access: "write" as const, required: field.required || rights?.[field.key] === "required" } : field.access === "write" ? { ...field, access: "read" as const } : field));
  return { ...form, fields, layout: [{ section: TITLE, key: "step", columns: 2, items: open.map((field) => ({ field: field.key, span: field.fields == null ? 1 : 2 })) }], checks: [] };
}

export interface Filling {
  form: FormBundle;
  store: FormStore;
  /** The values to send; null while something is wrong, which is then shown. */
  take: () => Values | null;
  refuse: (error: ApiError) => boolean;
}

export function useFilling(bundle: Bundle, form: FormBundle | undefined, view: RecordView | undefined, rights: TaskView["fields"] | undefined): Filling | null {
  const say = useSay();
  const version = view?.item.version;
  return useMemo(() => {
    const step = form === undefined || view === undefined ? null : stepForm(form, rights);
    if (step === null || view === undefined) return null;
    const store = createFormStore({ form: step, host: (known) => hostFor(bundle, step.key, known, view.item), before: view.item, typed: view.item, refs: view.refs ?? {}, say });
    const show = (places: string[]): void => void requestAnimationFrame(() => focusFirst(places));
    return {
      form: step, store,
      take: () => {
        const { mistakes, showMistakes } = store.getState();
        if (mistakes.length === 0) return payload(store.getState());
        showMistakes();
        show(mistakes.map((mistake) => mistake.at));
        return null;
      },
      refuse: (error) => {
        const places = byPlace(error.problems, new Set(step.layout.flatMap((section) => section.items.map((item) => item.field))));
        if (![...places.keys()].some((place) => place !== "")) return false;
        store.getState().refuse(places);
        show([...places.keys()]);
        return true;
      },
    };
    // A newer version of the record is another start; what was typed before belongs to the older one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form, version, view?.item.id]);
}

export function Fill({ app, bundle, filling }: { app: string; bundle: Bundle; filling: Filling }) {
  const { t } = useTranslation();
  return (
    <div className={css.fill} aria-label={t("inbox.fill")} role="group">
      <FormShell app={app} bundle={bundle} form={filling.form} store={filling.store}><FormTrouble /><Fields form={filling.form} /></FormShell>
    </div>
  );
}
