/** Which records are ticked, across pages. */
import { useMemo, useRef, useState } from "react";
import type { RecordItem } from "@/api/types";

export interface Selection {
  count: number;
  items: RecordItem[];
  has: (id: string) => boolean;
  pick: (item: RecordItem, on: boolean) => void;
  pickAll: (items: RecordItem[], on: boolean) => void;
  /** From the one ticked last up to this one. */
  pickTo: (known: RecordItem[], item: RecordItem, on: boolean) => void;
  clear: () => void;
}

export function useSelection(key: string): Selection {
  const [state, setState] = useState<{ key: string; picked: ReadonlyMap<string, RecordItem> }>({ key, picked: new Map() });
  const anchor = useRef<string | null>(null);
  const picked = useMemo(() => (state.key === key ? state.picked : new Map<string, RecordItem>()), [state, key]);
  return useMemo(() => {
    const set = (items: RecordItem[], on: boolean): void => {
      const next = new Map(picked);
      for (const item of items) if (on) next.set(item.id, item); else next.delete(item.id);
      setState({ key, picked: next });
    };
    return {
      count: picked.size,
      items: [...picked.values()],
      has: (id: string) => picked.has(id),
      pick: (item: RecordItem, on: boolean) => { anchor.current = item.id; set([item], on); },
      pickAll: set,
      pickTo: (known: RecordItem[], item: RecordItem, on: boolean) => {
        const from = known.findIndex((each) => each.id === anchor.current);
        const to = known.findIndex((each) => each.id === item.id);
        set(from < 0 ? [item] : known.slice(Math.min(from, to), Math.max(from, to) + 1), on);
      },
      clear: () => setState({ key, picked: new Map() }),
    };
  }, [picked, key]);
}
