/** A field of a form: label, input or value, help, and what is wrong with it. */
import { Button } from "antd";
import { memo, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { FieldBundle, Wire } from "@/api/types";
import { isEditable } from "@/model/bundle";
import { same } from "@/model/form/changes";
import { useSay } from "@/parts/say";
import { Bone } from "@/parts/states";
import { isBlank, useEditContext } from "@/widgets/kit";
import { Show, UnknownWidget, widgetOf } from "@/widgets/show";
import { SubTable } from "../record/SubTable";
import { useForm, useFormStore } from "./context";
import css from "./Form.module.css";
import { wrongAt } from "@/model/form/store";
import { idOf, useWords } from "./words";

function ReadValue({ field, value }: { field: FieldBundle; value: Wire }) {
  const { t } = useTranslation();
  const context = useEditContext();
  if (field.fields != null && !isBlank(value)) return <SubTable field={field} value={value} context={context} />;
  const hint = field.widget === "auto_number" ? t("form.numberedHint") : field.computed != null ? t("form.computedHint") : t("state.none");
  return <output id={idOf(field.key)} className={`${css.value} ${isBlank(value) ? css.none : ""}`} aria-live="off">{isBlank(value) ? hint : <Show value={value} field={field} context={context} />}</output>;
}

/** A masked value stays as it is until someone wants to write another. */
function Masked({ field, value, open }: { field: FieldBundle; value: Wire; open: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const context = useEditContext();
  return (
    <div className={`${css.value} ${css.masked}`}>
      <Show value={value} field={field} context={context} />
      <Button id={idOf(field.key)} type="link" size="small" title={t("pick.maskedKeep")} aria-label={`${t("pick.maskedEdit")} ${say(field.label)}`} onClick={open}>{t("pick.maskedEdit")}</Button>
    </div>
  );
}

export const FieldRow = memo(function FieldRow({ field, span, columns, bare = false }: { field: FieldBundle; span: number; columns: number; bare?: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const store = useFormStore();
  const [reopened, setReopened] = useState(false);
  const value = useForm((state) => state.typed[field.key] ?? null);
  const derived = useForm((state) => state.derived.values[field.key] ?? null);
  const stored = useForm((state) => state.before?.[field.key]);
  const required = useForm((state) => state.derived.required.has(field.key));
  const fixed = useForm((state) => state.derived.readonly.has(field.key));
  const wrong = useForm(useShallow((state) => wrongAt(state, field.key).map((said) => `${said.place}\n${words(said.mistake)}`)));
  const problems = useMemo(() => {
    const map = new Map<string, string[]>();
    for (const line of wrong) {
      const [place = "", text = ""] = line.split("\n");
      const below = place.slice(field.key.length + 1);
      map.set(below, [...(map.get(below) ?? []), text]);
    }
    return map;
  }, [wrong, field.key]);
  const own = problems.get("") ?? [];
  const id = idOf(field.key);
  const label = say(field.label);
  const widget = widgetOf(field);
  const Edit = widget?.Edit;
  const masked = field.access === "masked" && !reopened && stored !== undefined && !isBlank(stored) && same(stored, value);
  const editable = isEditable(field) && Edit !== undefined;
  const about = [own.length > 0 ? `${id}-wrong` : "", field.help == null ? "" : `${id}-help`].filter((part) => part !== "").join(" ") || undefined;
  return (
    <div className={css.field} data-span={Math.min(span, columns)} data-field={field.key} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) store.getState().leave(field.key); }}>
      <label className={bare ? "visually-hidden" : css.label} htmlFor={id}>{label}{required && isEditable(field) && <span className={css.must} title={t("form.required")} aria-label={t("form.required")}>*</span>}</label>
      {widget === undefined ? <UnknownWidget field={field} /> : masked && !fixed ? (
        <Masked field={field} value={value} open={() => { setReopened(true); store.getState().change(field.key, null); }} />
      ) : editable && !fixed ? (
        <Suspense fallback={<Bone height={32} />}>
          <Edit id={id} field={field} label={label} value={value} derived={derived} problems={problems} change={(next) => store.getState().change(field.key, next)} invalid={own.length > 0} describedBy={about} />
        </Suspense>
      ) : <ReadValue field={field} value={derived} />}
      {own.length > 0 && <div id={`${id}-wrong`} className={css.wrong} role="alert">{own.join(" ")}</div>}
      {field.help != null && <div id={`${id}-help`} className={css.help}>{say(field.help)}</div>}
    </div>
  );
});
