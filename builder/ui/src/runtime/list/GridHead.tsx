/** Headings: press to sort (with Shift, by several), drag to move, pull the edge to resize. */
import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { memo, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "@/parts/say";
import type { ShowContext } from "@/widgets/kit";
import { widgetOf } from "@/widgets/show";
import type { Column } from "./columns";
import css from "./Grid.module.css";

interface Props {
  columns: Column[];
  sort: string[];
  context: ShowContext;
  press: (key: string, add: boolean) => void;
  move: (from: string, to: string) => void;
  resize: (key: string, width: number) => void;
  selected: "none" | "some" | "all";
  selectAll: (on: boolean) => void;
}

function Grip({ column, resize }: { column: Column; resize: (width: number) => void }) {
  const { t } = useTranslation();
  function start(event: PointerEvent<HTMLSpanElement>): void {
    event.preventDefault();
    const from = event.clientX;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const follow = (moving: globalThis.PointerEvent): void => resize(column.width + moving.clientX - from);
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("pointerup", () => grip.removeEventListener("pointermove", follow), { once: true });
  }
  return <span className={css.grip} title={t("list.resize")} onPointerDown={start} onClick={(event) => event.stopPropagation()} aria-hidden="true" />;
}

function Heading({ column, index, sort, context, press, move, resize }: Pick<Props, "sort" | "context" | "press" | "move"> & { column: Column; index: number; resize: (width: number) => void }) {
  const say = useSay();
  const [over, setOver] = useState(false);
  const { field } = column;
  const widget = widgetOf(field);
  const current = sort.find((key) => key.replace(/^-/, "") === field.key);
  const unit = widget?.unit?.(field, context);
  const classes = [css.headCell, index === 0 ? `${css.fixed} ${css.title}` : "", widget?.align === "right" ? css.right : "", over ? css.over : ""];
  return (
    <div
      role="columnheader" aria-colindex={index + 2} aria-sort={current === undefined ? "none" : current.startsWith("-") ? "descending" : "ascending"} className={classes.join(" ")}
      draggable={index > 0} onDragStart={(event) => event.dataTransfer.setData("text/column", field.key)} onDragOver={(event) => { if (index > 0 && event.dataTransfer.types.includes("text/column")) { event.preventDefault(); setOver(true); } }}
      onDragLeave={() => setOver(false)} onDrop={(event) => { setOver(false); move(event.dataTransfer.getData("text/column"), field.key); }}
    >
      <button type="button" className={css.sort} tabIndex={-1} disabled={!field.sortable} onClick={(event) => press(field.key, event.shiftKey)}>
        <span className="clip">{say(field.label)}{unit === undefined ? "" : ` (${unit})`}</span>
        {current !== undefined && <span className={css.arrow}>{current.startsWith("-") ? <ArrowDownOutlined /> : <ArrowUpOutlined />}{sort.length > 1 ? sort.indexOf(current) + 1 : ""}</span>}
      </button>
      <Grip column={column} resize={resize} />
    </div>
  );
}

export const GridHead = memo(function GridHead({ columns, selected, selectAll, resize, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.head} role="row" aria-rowindex={1}>
      <div role="columnheader" aria-colindex={1} className={`${css.headCell} ${css.fixed} ${css.check}`}>
        <input type="checkbox" className={css.box} checked={selected === "all"} ref={(box) => { if (box !== null) box.indeterminate = selected === "some"; }} onChange={(event) => selectAll(event.target.checked)} aria-label={t("list.selectAll")} />
      </div>
      {columns.map((column, index) => <Heading key={column.field.key} column={column} index={index} resize={(width) => resize(column.field.key, width)} {...rest} />)}
      <div role="columnheader" aria-hidden="true" className={css.headCell} />
    </div>
  );
});
