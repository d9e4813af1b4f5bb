/** Parameters: what the definition says, what holds today, and changing that at once. */
import { useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { Suspense, useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { queryClient } from "@/api/queryClient";
import { useSession } from "@/api/session";
import type { Wire } from "@/api/types";
import { shortInstant } from "@/model/dates";
import { Pill } from "@/parts/Pill";
import { useLocale, useSay } from "@/parts/say";
import { Bone, Bones, Empty, Failure } from "@/parts/states";
import { EditContext, isBlank, type EditContext as Editing } from "@/widgets/kit";
import { textOf, UnknownWidget, widgetOf } from "@/widgets/show";
import { parametersQuery, setParameter, type Parameter } from "../api";
import { useEditor } from "../editor/Editor";
import { AppPage } from "../page/AppPage";
import css from "./settings.module.css";

export function Parameters() {
  return (
    <AppPage tab="parameters">
      <div className={css.page}><Body /></div>
    </AppPage>
  );
}

function Body() {
  const { t } = useTranslation("building");
  const { app } = useEditor();
  const found = useQuery(parametersQuery(app));
  const context = useContextOf(app);
  if (found.isError) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Bones lines={8} />;
  if (found.data.length === 0) return <Empty title={t("parameters.none")} hint={t("parameters.noneHint")} />;
  return (
    <EditContext.Provider value={context}>
      <p className={css.lead}>{t("parameters.lead")}</p>
      <p className="quiet" role="status">{t("parameters.count", { count: found.data.length, changed: found.data.filter((each) => each.changed).length })}</p>
      <ul className={css.list}>{found.data.map((each) => <Line key={`${each.field.key} ${JSON.stringify(each.value)}`} parameter={each} context={context} />)}</ul>
    </EditContext.Provider>
  );
}

/** Inputs of parameters stand alone: there is no record around them. */
function useContextOf(app: string): Editing {
  const locale = useLocale();
  const { workspace } = useSession();
  return useMemo(() => ({ locale, zone: workspace.time_zone, app, refs: {}, form: "", learn: () => undefined, mayCreate: () => false }), [locale, workspace.time_zone, app]);
}

function Line({ parameter: { field, unit, value, default: written, changed, by, at }, context }: { parameter: Parameter; context: Editing }) {
  const { t } = useTranslation("building");
  const say = useSay();
  const { message } = App.useApp();
  const { app, types } = useEditor();
  const [typed, setTyped] = useState<Wire>(value);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const label = say(field.label);
  const id = `parameter-${field.key}`;
  const dirty = JSON.stringify(typed) !== JSON.stringify(value);
  const shown = (each: Wire): string => [textOf(each, field, context) || t("parameters.blank"), say(unit)].join(" ").trim();
  const put = async (next: Wire): Promise<void> => {
    setBusy(true);
    try {
      const told = await setParameter(app, field.key, next);
      void message.success(t(next === null ? "parameters.back" : "parameters.saved", { label, value: shown(told.value) }));
      // Lists, records and reports of the app may all speak of it.
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(app) && queryKey[0] !== "designer" });
      setWrong(null);
    } catch (error) {
      setWrong(sentences(error, context.locale).join(" "));
    } finally {
      setBusy(false);
    }
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (isBlank(typed)) setWrong(t("parameters.need"));
    else if (dirty && !busy) void put(typed);
  };
  const change = (next: Wire): void => { setTyped(next); setWrong(null); };
  const Edit = widgetOf(field)?.Edit;
  return (
    <li className={css.line} data-parameter={field.key}>
      <div className={css.what}>
        <div className="row"><label htmlFor={id}>{label}</label>{changed && <Pill tone="orange">{t("parameters.changed")}</Pill>}</div>
        <div className={css.meta}><code>{field.key}</code> · {say(types.get(field.type)?.label) || field.type}</div>
        {field.help != null && <p className={css.meta} id={`${id}-help`}>{say(field.help)}</p>}
      </div>
      <form className={css.value} onSubmit={save}>
        <div className={css.input}>
          <Suspense fallback={<Bone height={32} />}>
            {Edit === undefined ? <UnknownWidget field={field} /> : <Edit id={id} field={field} label={t("parameters.value", { label })} value={typed} change={change} invalid={wrong !== null} describedBy={wrong === null ? undefined : `${id}-wrong`} />}
          </Suspense>
          {unit != null && <span className="quiet">{say(unit)}</span>}
          {dirty && <Button type="primary" htmlType="submit" loading={busy} aria-label={t("parameters.saveOf", { label })}>{t("parameters.save")}</Button>}
          {dirty && <Button onClick={() => change(value)}>{t("parameters.cancel")}</Button>}
        </div>
        {wrong !== null && <p id={`${id}-wrong`} role="alert" className={css.wrong}>{wrong}</p>}
        <div className={css.meta}>
          {changed ? t("parameters.default", { value: shown(written) }) : t("parameters.same")}
          {changed && <Button type="link" size="small" className={css.reset ?? ""} disabled={busy} aria-label={t("parameters.resetOf", { label })} onClick={() => void put(null)}>{t("parameters.reset")}</Button>}
          {changed && by !== null && at !== null && <span> · {t("parameters.by", { name: by.name ?? "", at: shortInstant(at, context.zone) })}</span>}
        </div>
      </form>
    </li>
  );
}
