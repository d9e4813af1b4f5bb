/** Two people at one record: what the other one changed meanwhile, and whose word holds where both wrote. */
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { recordQuery } from "@/api/records";
import type { FieldBundle, FormBundle, RecordItem, Values, Wire } from "@/api/types";
import { contested } from "@/model/form/changes";
import { type FormStore, payload } from "@/model/form/store";
import { useSay } from "@/parts/say";
import { Bones, Failure } from "@/parts/states";
import { isBlank, type ShowContext } from "@/widgets/kit";
import { textOf } from "@/widgets/show";
import { useShowContext } from "../app";
import css from "./Form.module.css";

interface Props {
  app: string;
  form: FormBundle;
  id: string;
  store: FormStore;
  /** Nothing is taken over; people go on writing. */
  close: () => void;
}

function useSaid(context: ShowContext): (field: FieldBundle, value: Wire | undefined) => string {
  const { t } = useTranslation();
  return (field, value) => (value === undefined || isBlank(value) ? t("record.emptyValue") : field.fields != null && Array.isArray(value) ? t("subform.count", { count: value.length }) : textOf(value, field, context));
}

export function Conflict({ app, form, id, store, close }: Props) {
  const { t } = useTranslation();
  const latest = useQuery({ ...recordQuery(app, form.key, id), staleTime: 0, refetchOnMount: "always" });
  const view = latest.isFetching ? undefined : latest.data;
  const mine = useMemo(() => payload(store.getState()), [store]);
  const both = view === undefined ? [] : contested(form, store.getState().before ?? {}, view.item, mine).filter((field) => field.key in mine);
  function take(item: RecordItem, kept: Values): void {
    store.getState().take({}, view?.refs);
    store.getState().restart(item, kept);
    close();
  }
  const others = Object.fromEntries(Object.entries(mine).filter(([key]) => !both.some((field) => field.key === key)));
  return (
    <Modal
      open title={t("form.changed")} width={520} onCancel={close}
      footer={
        <div className={css.choices}>
          <Button onClick={close}>{t("action.cancel")}</Button>
          {both.length > 0 && view !== undefined && <Button onClick={() => take(view.item, others)}>{t("form.takeTheirs")}</Button>}
          <Button type="primary" disabled={view === undefined} onClick={() => { if (view !== undefined) take(view.item, mine); }}>{t("form.mergeLatest")}</Button>
        </div>
      }
    >
      <p>{t("form.changedHint")}</p>
      {latest.error !== null && <Failure compact error={latest.error} retry={() => void latest.refetch()} />}
      {view === undefined && latest.error === null && <Bones lines={2} />}
      {view !== undefined && <Differences app={app} form={form} before={store.getState().before ?? {}} item={view.item} refs={view.refs} mine={mine} />}
    </Modal>
  );
}

function Differences({ app, form, before, item, refs, mine }: { app: string; form: FormBundle; before: Values; item: RecordItem; refs: Parameters<typeof useShowContext>[1]; mine: Values }) {
  const { t } = useTranslation();
  const say = useSay();
  const said = useSaid(useShowContext(app, refs));
  return (
    <dl className={css.differences} aria-label={t("form.theirs")}>
      {contested(form, before, item, mine).map((field) => (
        <div key={field.key} data-both={field.key in mine}>
          <dt>{say(field.label)}</dt>
          <dd><del>{said(field, before[field.key])}</del> → <ins>{said(field, item[field.key])}</ins></dd>
          {field.key in mine && <dd className={css.mine}>{t("form.mine", { value: said(field, mine[field.key]) })}</dd>}
        </div>
      ))}
    </dl>
  );
}
