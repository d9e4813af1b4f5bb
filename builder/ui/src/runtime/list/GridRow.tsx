/** One record as a line. */
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RecordItem } from "@/api/types";
import { isBlank, type ShowContext } from "@/widgets/kit";
import { Show, widgetOf } from "@/widgets/show";
import { recordPath } from "../paths";
import type { Column } from "./columns";
import css from "./Grid.module.css";

interface Props {
  id: string;
  top: number;
  index: number;
  item: RecordItem;
  form: string;
  columns: Column[];
  context: ShowContext;
  active: boolean;
  picked: boolean;
  open: (id: string, index: number) => void;
  pick: (item: RecordItem, on: boolean, range: boolean) => void;
}

export const GridRow = memo(function GridRow({ id, top, index, item, form, columns, context, active, picked, open, pick }: Props) {
  const { t } = useTranslation();
  const path = recordPath(context.app, form, item.id);
  return (
    <div
      id={id} role="row" aria-rowindex={index + 2} aria-selected={picked} className={`${css.line} ${active ? css.active : ""} ${picked ? css.picked : ""}`} style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => { if (event.ctrlKey || event.metaKey) window.open(path, "_blank"); else open(item.id, index); }}
    >
      <div role="gridcell" aria-colindex={1} className={`${css.cell} ${css.fixed} ${css.check}`} onClick={(event) => event.stopPropagation()}>
        <input type="checkbox" className={css.box} tabIndex={-1} checked={picked} aria-label={t("list.selectRow")} onChange={(event) => pick(item, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)} />
      </div>
      {columns.map(({ field }, column) => {
        const value = item[field.key] ?? null;
        const shown = isBlank(value) ? null : <Show value={value} field={field} context={context} dense />;
        return (
          <div key={field.key} role="gridcell" aria-colindex={column + 2} className={`${css.cell} ${column === 0 ? `${css.fixed} ${css.title}` : ""} ${widgetOf(field)?.align === "right" ? css.right : ""}`}>
            {column === 0 ? <Link to={path} tabIndex={-1} onClick={(event) => event.preventDefault()}>{shown ?? "—"}</Link> : shown}
          </div>
        );
      })}
    </div>
  );
});

export function BoneRow({ top, columns }: { top: number; columns: Column[] }) {
  return (
    <div className={css.line} style={{ transform: `translateY(${top}px)`, cursor: "default" }} aria-hidden="true">
      <div className={`${css.cell} ${css.fixed}`} />
      {columns.map(({ field }, index) => <div key={field.key} className={`${css.cell} ${index === 0 ? `${css.fixed} ${css.title}` : ""}`}><span className={css.bone} /></div>)}
    </div>
  );
}
