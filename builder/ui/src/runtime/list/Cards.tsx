/** The list on a phone: one card per record. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldBundle, FormBundle, Refs } from "@/api/types";
import { fieldsOf, statusField } from "@/model/bundle";
import { useSay } from "@/parts/say";
import { Bone } from "@/parts/states";
import { isBlank, type ShowContext } from "@/widgets/kit";
import { Show } from "@/widgets/show";
import type { Columns } from "./columns";
import css from "./List.module.css";
import type { Row, Rows } from "./useRows";

const HEIGHT = 104;

interface Props {
  form: FormBundle;
  rows: Rows;
  columns: Columns;
  contextOf: (refs: Refs | undefined) => ShowContext;
  open: (id: string, index: number) => void;
}

function Card({ row, form, status, facts, context }: { row: Row; form: FormBundle; status: FieldBundle | undefined; facts: FieldBundle[]; context: ShowContext }) {
  const say = useSay();
  const title = fieldsOf(form).get(form.title);
  const titled = row.item[form.title] ?? null;
  const state = status === undefined ? null : (row.item[status.key] ?? null);
  return (
    <>
      <span className={css.cardTop}>
        <span className={`${css.cardTitle} clip spread`}>{title === undefined || isBlank(titled) ? "—" : <Show value={titled} field={title} context={context} dense />}</span>
        {status !== undefined && !isBlank(state) && <Show value={state} field={status} context={context} dense />}
      </span>
      <dl className={css.facts}>
        {facts.map((field) => {
          const value = row.item[field.key] ?? null;
          return <div key={field.key} className={css.fact}><dt className="clip">{say(field.label)}</dt><dd>{isBlank(value) ? "—" : <Show value={value} field={field} context={context} dense />}</dd></div>;
        })}
      </dl>
    </>
  );
}

export function Cards({ form, rows, columns, contextOf, open }: Props) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.room, getScrollElement: () => scroll.current, estimateSize: () => HEIGHT, overscan: 5, paddingStart: 4, paddingEnd: 80 });
  const lines = virtual.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last]);
  const status = statusField(form);
  const facts = useMemo(() => columns.shown.map((column) => column.field).filter((field) => field.key !== form.title && field.key !== status?.key && !field.many).slice(0, 4), [columns.shown, form.title, status]);
  return (
    <div ref={scroll} className={css.cards} role="list" aria-label={t("list.rows")} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize() }} role="presentation">
        {lines.map(({ index, start }) => {
          const row = rows.at(index);
          return (
            <div key={index} role="listitem">
              <button type="button" className={css.card} style={{ top: start }} disabled={row === undefined} onClick={() => { if (row !== undefined) open(row.item.id, index); }}>
                {row === undefined ? <><Bone width="50%" height={14} /><Bone width="80%" /><Bone width="70%" /></> : <Card row={row} form={form} status={status} facts={facts} context={contextOf(row.refs)} />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
