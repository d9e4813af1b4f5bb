/** One form being filled: what was typed, what follows from it, what is wrong. No React in here. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { FormBundle, RefRow, Refs, Text, Values, Wire } from "@/api/types";
import { changedValues, newValues, same } from "./changes";
import { checkForm, type Mistake } from "./check";
import { type Derived, derive, type Host } from "./live";

export interface FormState {
  form: FormBundle;
  /** The stored record; null while creating. */
  before: Values | null;
  typed: Values;
  /** What the server computed for this draft. */
  remote: Values;
  derived: Derived;
  mistakes: Mistake[];
  /** Refusals of the server by place, until that place is changed. */
  refused: ReadonlyMap<string, Text[]>;
  /** Places people have been at; all of them after the first try to save. */
  visited: ReadonlySet<string>;
  showAll: boolean;
  refs: Refs;
  dirty: boolean;
  change: (key: string, value: Wire) => void;
  leave: (place: string) => void;
  learn: (target: string, row: RefRow) => void;
  refuse: (problems: ReadonlyMap<string, Text[]>) => void;
  showMistakes: () => void;
  take: (remote: Values, refs: Refs | undefined) => void;
  /** Another starting point: a newer record, or an empty form; `typed` on top of it. */
  restart: (before: Values | null, typed: Values) => void;
}
export type FormStore = StoreApi<FormState>;

export interface Start {
  form: FormBundle;
  /** The host, given a way to what is known of other records by now. */
  host: (refs: () => Refs) => Host;
  before: Values | null;
  typed: Values;
  refs: Refs;
  say: (text: Text) => string;
}

export function createFormStore({ form, host: makeHost, before, typed, refs, say }: Start): FormStore {
  let known = refs;
  const host = makeHost(() => known);
  const follow = (values: Values, remote: Values): { derived: Derived; mistakes: Mistake[] } => {
    const found = derive(form, values, host);
    const derived = { ...found, values: { ...found.values, ...remote } };
    return { derived, mistakes: checkForm(form, derived, host, say) };
  };
  const clean = (state: Pick<FormState, "typed" | "before">, start: Values): boolean => Object.keys({ ...state.typed, ...start }).every((key) => same(state.typed[key], start[key]));
  let start = before ?? typed;
  return createStore<FormState>((set) => ({
    form, before, typed, remote: {}, ...follow(typed, {}), refused: new Map(), visited: new Set(), showAll: false, refs, dirty: false,
    change: (key, value) =>
      set((state) => {
        const next = { ...state.typed, [key]: value };
        const refused = new Map([...state.refused].filter(([place]) => place !== key && !place.startsWith(`${key}.`)));
        return { typed: next, refused, ...follow(next, state.remote), dirty: !clean({ typed: next, before: state.before }, start) };
      }),
    leave: (place) => set((state) => (state.visited.has(place) ? state : { visited: new Set(state.visited).add(place) })),
    learn: (target, row) =>
      set((state) => {
        known = { ...state.refs, [target]: { ...state.refs[target], [row.id]: row } };
        return { refs: known, ...follow(state.typed, state.remote) };
      }),
    refuse: (problems) => set({ refused: problems, showAll: true }),
    showMistakes: () => set({ showAll: true }),
    take: (remote, found) =>
      set((state) => {
        const merged = { ...state.refs };
        for (const [target, rows] of Object.entries(found ?? {})) merged[target] = { ...merged[target], ...rows };
        known = merged;
        return { remote, refs: merged, ...follow(state.typed, remote) };
      }),
    restart: (stored, values) => {
      start = stored ?? values;
      const next = stored === null ? values : { ...stored, ...values };
      set({ before: stored, typed: next, remote: {}, ...follow(next, {}), refused: new Map(), visited: new Set(), showAll: false, dirty: stored !== null && Object.keys(values).length > 0 });
    },
  }));
}

/** What would be sent now. */
export function payload(state: FormState): Values {
  return state.before === null ? newValues(state.form, state.typed, state.derived.hidden) : changedValues(state.form, state.before, state.typed);
}

export interface Said {
  place: string;
  mistake: Mistake | { at: string; text: Text };
}

/** What is wrong at a field and below it, as far as it is to be shown. */
export function wrongAt(state: FormState, key: string): Said[] {
  const below = (place: string): boolean => place === key || place.startsWith(`${key}.`);
  const refused = [...state.refused].flatMap(([place, texts]) => (below(place) ? texts.map((text) => ({ place, mistake: { at: place, text } })) : []));
  const own = state.mistakes.filter((mistake) => below(mistake.at) && (state.showAll || state.visited.has(mistake.at))).map((mistake) => ({ place: mistake.at, mistake }));
  return [...refused, ...own];
}
