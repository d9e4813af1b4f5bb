/** Rows of a subform: a table on a desktop, cards on a phone; Tab at the end adds a row, a range from Excel fills many. */
import { MoreOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { type ClipboardEvent, type KeyboardEvent, memo, Suspense, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldBundle, RowValues, Wire } from "@/api/types";
import { isEditable } from "@/model/bundle";
import { moved } from "@/model/columns";
import { isRows } from "@/model/form/live";
import { cells, isRange } from "@/model/form/paste";
import { copyRow, freshRow, paste, setCell } from "@/model/form/rows";
import { totals } from "@/model/totals";
import { useSay } from "@/parts/say";
import { Bone } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { type EditProps, isBlank, useEditContext } from "../kit";
import { Show, widgetOf } from "../show";
import css from "./Subform.module.css";

interface RowProps {
  base: string;
  index: number;
  row: RowValues;
  derived: RowValues;
  columns: FieldBundle[];
  problems: string;
  last: boolean;
  disabled: boolean;
  set: (index: number, key: string, value: Wire) => void;
  act: (index: number, what: "copy" | "delete" | "up" | "down") => void;
}

const rowsOf = (value: Wire | undefined): RowValues[] => (isRows(value) ? value : []);
const isEnd = (column: FieldBundle): boolean => widgetOf(column)?.align === "right";

/** What is wrong in one row, as one line per cell: memo compares text. */
function wrongIn(problems: ReadonlyMap<string, string[]> | undefined, index: number): string {
  return [...(problems ?? [])].flatMap(([place, texts]) => (place.startsWith(`${index}.`) ? `${place.slice(String(index).length + 1)}\t${texts.join(" ")}` : [])).join("\n");
}

function RowMenu({ index, last, act }: Pick<RowProps, "index" | "last" | "act">) {
  const { t } = useTranslation();
  const items = [
    { key: "copy", label: t("subform.copyRow"), onClick: () => act(index, "copy") },
    { key: "up", label: t("subform.up"), disabled: index === 0, onClick: () => act(index, "up") },
    { key: "down", label: t("subform.down"), disabled: last, onClick: () => act(index, "down") },
    { key: "delete", danger: true, label: t("subform.deleteRow"), onClick: () => act(index, "delete") },
  ];
  return <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items }}><Button type="text" size="small" icon={<MoreOutlined />} aria-label={`${t("subform.actions")} ${index + 1}`} /></Dropdown>;
}

function Cell({ base, index, column, row, derived, wrong, disabled, set, dense }: Omit<RowProps, "columns" | "problems" | "last" | "act"> & { column: FieldBundle; wrong: string | undefined; dense: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const context = useEditContext();
  const Edit = widgetOf(column)?.Edit;
  const id = `${base}-${index}-${column.key}`;
  if (Edit === undefined || !isEditable(column)) {
    const value = derived[column.key] ?? null;
    return <div id={id} className={css.read}>{isBlank(value) ? "" : <Show value={value} field={column} context={context} dense={dense} />}</div>;
  }
  return (
    <Suspense fallback={<Bone height={30} />}>
      <Edit id={id} field={column} label={`${say(column.label)} ${t("subform.row", { n: index + 1 })}`} value={row[column.key] ?? null} change={(value) => set(index, column.key, value)} disabled={disabled} invalid={wrong !== undefined} describedBy={wrong === undefined ? undefined : `${id}-wrong`} dense={dense} />
      {wrong !== undefined && <div id={`${id}-wrong`} className={css.cellWrong} role="alert">{wrong}</div>}
    </Suspense>
  );
}

const TableRow = memo(function TableRow({ columns, problems, last, act, ...rest }: RowProps) {
  const wrong = new Map(problems.split("\n").map((line) => line.split("\t") as [string, string]));
  return (
    <tr data-row={rest.index}>
      <td className={css.no}>{rest.index + 1}</td>
      {columns.map((column) => <td key={column.key} data-column={column.key} className={isEnd(column) ? css.end : undefined} style={{ width: widgetOf(column)?.width }}><Cell {...rest} column={column} wrong={wrong.get(column.key)} dense /></td>)}
      {!rest.disabled && <td className={css.do}><RowMenu index={rest.index} last={last} act={act} /></td>}
    </tr>
  );
});

const CardRow = memo(function CardRow({ columns, problems, last, act, ...rest }: RowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const wrong = new Map(problems.split("\n").map((line) => line.split("\t") as [string, string]));
  return (
    <li className={css.card} data-row={rest.index}>
      <div className={css.cardHead}><span>{t("subform.row", { n: rest.index + 1 })}</span>{!rest.disabled && <RowMenu index={rest.index} last={last} act={act} />}</div>
      <div className={css.cardFields}>
        {columns.map((column) => (
          <div key={column.key} data-column={column.key} className={column.kind === "text" && column.options.choices === undefined ? css.wideField : undefined}>
            <label htmlFor={`${rest.base}-${rest.index}-${column.key}`}>{say(column.label)}{column.required && <span className={css.must}>*</span>}</label>
            <Cell {...rest} column={column} wrong={wrong.get(column.key)} dense={false} />
          </div>
        ))}
      </div>
    </li>
  );
});

export default function SubformInput({ id, field, label, value, derived, problems, change, disabled = false, invalid }: EditProps) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = usePhone();
  const context = useEditContext();
  const { message } = App.useApp();
  const columns = field.fields ?? [];
  const rows = rowsOf(value);
  const shown = rowsOf(derived ?? value);
  const live = useRef({ rows, change });
  useEffect(() => { live.current = { rows, change }; });
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] input, [data-row="${wanted.current}"] textarea`)?.focus();
    wanted.current = null;
  }, [rows.length]);

  const write = useCallback((next: RowValues[]) => { live.current = { ...live.current, rows: next }; live.current.change(next); }, []);
  const set = useCallback((index: number, key: string, cell: Wire) => write(setCell(live.current.rows, index, key, cell)), [write]);
  const act = useCallback((index: number, what: "copy" | "delete" | "up" | "down") => {
    const now = live.current.rows;
    write(what === "copy" ? copyRow(now, index) : what === "delete" ? now.toSpliced(index, 1) : moved(now, index, what === "up" ? index - 1 : index + 1));
  }, [write]);
  function add(): void {
    wanted.current = rows.length;
    write([...rows, freshRow(columns)]);
  }
  function onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData.getData("text/plain");
    if (!isRange(text) || disabled) return;
    event.preventDefault();
    const at = event.target as HTMLElement;
    const row = Number(at.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? rows.length);
    const column = at.closest<HTMLElement>("[data-column]")?.dataset["column"] ?? "";
    const next = paste(rows, columns, { row, column }, cells(text), (each, typed) => { const read = widgetOf(each)?.read; return read === undefined ? undefined : read(typed, each, context); }, (each) => say(each.label));
    write(next);
    void message.success(t("subform.pasted", { count: next.length - row }));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Tab" || event.shiftKey || disabled) return;
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-column]");
    const line = cell?.closest<HTMLElement>("[data-row]");
    const open = columns.filter(isEditable);
    if (line?.dataset["row"] === String(rows.length - 1) && cell?.dataset["column"] === open.at(-1)?.key && !isBlank(rows.at(-1)?.[open[0]?.key ?? ""])) {
      event.preventDefault();
      add();
    }
  }
  const sums = totals(columns, shown);
  const common = (index: number): RowProps => ({ base: id, index, row: rows[index] ?? {}, derived: shown[index] ?? rows[index] ?? {}, columns, problems: wrongIn(problems, index), last: index === rows.length - 1, disabled, set, act });
  const sum = (column: FieldBundle): React.ReactNode => <Show value={sums.get(column.key) ?? null} field={column} context={context} dense />;
  return (
    <div ref={box} onPaste={onPaste} onKeyDown={onKeyDown} role="group" aria-label={label} tabIndex={-1}>
      {phone ? (
        <>
          <ul>{rows.map((_, index) => <CardRow key={index} {...common(index)} />)}</ul>
          {sums.size > 0 && <div className={css.sums}><span className="quiet">{t("subform.total")}</span>{columns.filter((column) => sums.has(column.key)).map((column) => <span key={column.key}><span className="quiet">{say(column.label)} </span><b>{sum(column)}</b></span>)}</div>}
        </>
      ) : (
        <div className={`${css.box} ${invalid === true ? css.invalid : ""}`}>
          <table className={css.table}>
            <thead>
              <tr>
                <th className={css.no}>#</th>
                {columns.map((column) => { const unit = widgetOf(column)?.unit?.(column, context); return <th key={column.key} className={isEnd(column) ? css.end : undefined}>{say(column.label)}{unit === undefined ? "" : ` (${unit})`}{column.required && <span className={css.must} aria-label={t("form.required")}>*</span>}</th>; })}
                {!disabled && <th className={css.do}><span className="visually-hidden">{t("subform.actions")}</span></th>}
              </tr>
            </thead>
            <tbody>{rows.map((_, index) => <TableRow key={index} {...common(index)} />)}</tbody>
            {sums.size > 0 && rows.length > 1 && (
              <tfoot><tr><td className={css.no} /><>{columns.map((column, index) => <td key={column.key} data-total={column.key} className={isEnd(column) ? css.end : undefined}>{sums.has(column.key) ? sum(column) : index === 0 ? t("subform.total") : ""}</td>)}</>{!disabled && <td className={css.do} />}</tr></tfoot>
            )}
          </table>
          {rows.length === 0 && <div className={css.empty}>{t("subform.empty")}</div>}
        </div>
      )}
      {!disabled && <div className={css.foot}><Button id={id} aria-label={t("subform.add")} icon={<PlusOutlined />} size={phone ? "middle" : "small"} block={phone} onClick={add}>{t("subform.add")}</Button>{rows.length > 0 && <span className="quiet" style={{ fontSize: 12 }}>{t("subform.count", { count: rows.length })}</span>}</div>}
    </div>
  );
}
