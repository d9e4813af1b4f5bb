/** Rows around what is on the screen, page by page along the cursors. */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { type ListQuery, pageQuery } from "@/api/records";
import type { RecordItem, Refs } from "@/api/types";
import { type Cursors, learned, neededPages, roomFor, START } from "@/model/pages";

const SIZE = 100;

export interface Row {
  item: RecordItem;
  refs: Refs | undefined;
}
export interface Rows {
  /** Rows to make room for, known or not yet. */
  room: number;
  loaded: number;
  at: (index: number) => Row | undefined;
  look: (first: number, last: number) => void;
  isEmpty: boolean;
  error: Error | null;
  retry: () => void;
  /** Every row that is in memory, in order, for the drawer's previous and next. */
  known: () => { index: number; item: RecordItem }[];
}

export function useRows(app: string, form: string, query: ListQuery): Rows {
  const key = `${app}/${form}?${JSON.stringify(query)}`;
  const [way, setWay] = useState<{ key: string; cursors: Cursors; range: [number, number] }>({ key, cursors: START, range: [0, 0] });
  const current = way.key === key ? way : { key, cursors: START, range: [0, 0] as [number, number] };
  const needed = neededPages(current.range[0], current.range[1], SIZE, current.cursors.length);
  const results = useQueries({ queries: needed.map((page) => pageQuery(app, form, query, current.cursors[page] ?? null, SIZE)) });

  const pages = new Map(needed.map((page, index) => [page, results[index]]));
  const nexts = needed.map((page) => pages.get(page)?.data?.next).join("|");
  useEffect(() => {
    setWay((before) => {
      const base = before.key === key ? before : { key, cursors: START, range: [0, 0] as [number, number] };
      let cursors = base.cursors;
      needed.forEach((page, index) => {
        const data = results[index]?.data;
        if (data !== undefined) cursors = learned(cursors, page, data.next);
      });
      return cursors === base.cursors && base === before ? before : { ...base, cursors };
    });
    // `nexts` stands for what the results say; the results themselves are new on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, nexts]);

  const look = useCallback((firstRow: number, lastRow: number) => {
    // By the page, not by the row: scrolling within a page changes nothing here.
    const first = Math.floor(firstRow / SIZE) * SIZE;
    const last = Math.floor(lastRow / SIZE) * SIZE;
    setWay((before) => (before.key !== key ? { key, cursors: START, range: [first, last] } : before.range[0] === first && before.range[1] === last ? before : { ...before, range: [first, last] }));
  }, [key]);

  const end = current.cursors.length - 1;
  const lastData = pages.get(end)?.data;
  const [tail, setTail] = useState<{ key: string; page: number; length: number } | null>(null);
  const reached = lastData !== undefined && lastData.next === null ? lastData.items.length : null;
  useEffect(() => {
    if (reached !== null) setTail({ key, page: end, length: reached });
  }, [reached, end, key]);
  const lastPage = reached ?? (tail !== null && tail.key === key && tail.page === end ? tail.length : null);

  const failed = results.find((result) => result.error !== null);
  const at = (index: number): Row | undefined => {
    const data = pages.get(Math.floor(index / SIZE))?.data;
    const item = data?.items[index % SIZE];
    return item === undefined ? undefined : { item, refs: data?.refs };
  };
  return {
    room: roomFor(current.cursors, SIZE, lastPage),
    loaded: end * SIZE + (lastPage ?? 0),
    at,
    look,
    isEmpty: end === 0 && lastPage === 0,
    error: failed?.error ?? null,
    retry: () => results.forEach((result) => { if (result.error !== null) void result.refetch(); }),
    known: () => needed.flatMap((page) => (pages.get(page)?.data?.items ?? []).map((item, index) => ({ index: page * SIZE + index, item }))),
  };
}
