/** The grid: any number of records, a screenful of them in the page. Arrows move, Enter opens, Space selects. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormBundle, RecordItem, Refs } from "@/api/types";
import { moved } from "@/model/columns";
import { toggleSort } from "@/model/listState";
import { useEvent } from "@/parts/useEvent";
import { size } from "@/theme/tokens";
import type { ShowContext } from "@/widgets/kit";
import type { Columns } from "./columns";
import css from "./Grid.module.css";
import { GridHead } from "./GridHead";
import { BoneRow, GridRow } from "./GridRow";
import type { Selection } from "./selection";
import type { Rows } from "./useRows";

/** Lines are used again as they scroll out; more than any screen shows at once. */
const POOL = 160;

interface Props {
  form: FormBundle;
  rows: Rows;
  total: number | null;
  columns: Columns;
  sort: string[];
  setSort: (sort: string[]) => void;
  contextOf: (refs: Refs | undefined) => ShowContext;
  selection: Selection;
  opened: string | null;
  open: (id: string, index: number) => void;
}

export function Grid({ form, rows, total, columns, sort, setSort, contextOf, selection, opened, open }: Props) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [cursor, setCursor] = useState(-1);
  const virtual = useVirtualizer({ count: rows.room, getScrollElement: () => scroll.current, estimateSize: () => size.row, overscan: 8 });
  const lines = virtual.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last]);

  const known = rows.known();
  const all = known.length > 0 && known.every(({ item }) => selection.has(item.id));
  const cols = `40px ${columns.shown.map((column) => `${column.width}px`).join(" ")} minmax(0, 1fr)`;

  function press(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key];
    const row = rows.at(cursor);
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.room - 1, cursor + step));
      setCursor(next);
      virtual.scrollToIndex(next);
    } else if (event.key === "Enter" && row !== undefined) open(row.item.id, cursor);
    else if (event.key === " " && row !== undefined) {
      event.preventDefault();
      selection.pick(row.item, !selection.has(row.item.id));
    }
  }
  const pick = useEvent((item: RecordItem, on: boolean, range: boolean) => {
    if (range) selection.pickTo(known.map((each) => each.item), item, on);
    else selection.pick(item, on);
  });
  const move = useEvent((from: string, to: string) => {
    const keys = columns.all.map(({ field }) => field.key);
    columns.arrange(moved(columns.all, keys.indexOf(from), keys.indexOf(to)));
  });
  const pickAll = useEvent((on: boolean) => selection.pickAll(known.map((each) => each.item), on));
  const order = useEvent((key: string, add: boolean) => setSort(toggleSort(sort, key, add)));
  return (
    <div
      ref={scroll} className={css.scroll} role="grid" tabIndex={0} aria-label={t("list.rows")} aria-rowcount={total === null ? -1 : total + 1} aria-colcount={columns.shown.length + 1} aria-multiselectable="true"
      aria-activedescendant={cursor >= 0 && cursor >= first && cursor <= last ? `${prefix}-${cursor}` : undefined} onKeyDown={press} style={{ "--cols": cols } as React.CSSProperties}
    >
      <div className={css.sheet} style={{ height: virtual.getTotalSize() + 36, width: "max-content" }} role="presentation">
        <GridHead
          columns={columns.shown} sort={sort} context={contextOf(undefined)} press={order} move={move} resize={columns.resize}
          selected={all ? "all" : selection.count > 0 ? "some" : "none"} selectAll={pickAll}
        />
        {lines.map(({ index, start }) => {
          const row = rows.at(index);
          if (row === undefined) return <BoneRow key={`bone.${index}`} top={start} columns={columns.shown} />;
          return (
            <GridRow
              key={index % POOL} id={`${prefix}-${index}`} index={index} top={start} item={row.item} form={form.key} columns={columns.shown} context={contextOf(row.refs)} active={opened === row.item.id || cursor === index}
              picked={selection.has(row.item.id)} open={open} pick={pick}
            />
          );
        })}
      </div>
    </div>
  );
}
