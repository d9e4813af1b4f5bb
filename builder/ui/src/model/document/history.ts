/** The log of edits: one entry per step with patches both ways; undo, redo and "changed since" are read off it. */
import { applyPatches, enablePatches, produceWithPatches, type Patch } from "immer";
import type { Definition } from "./types";

enablePatches();

/** One step: everything done under one mark. */
export interface Entry {
  mark: string | null;
  patches: Patch[];
  inverse: Patch[];
}

/** A document with its past and its future. Frozen; each step makes a new one. */
export interface History {
  readonly present: Definition;
  readonly past: readonly Entry[];
  readonly future: readonly Entry[];
  /** The mark that the last step may still grow under; null after `seal`. */
  readonly open: string | null;
}

export const LIMIT = 500;

export function begin(present: Definition): History {
  return { present, past: [], future: [], open: null };
}

/**
 * Applies a change as one step; steps under one open mark grow together, so that a typing burst is one undo.
 *
 * `change` edits the draft and changes nothing when it cannot be done; then the history is the same object.
 */
export function step(history: History, change: (draft: Definition) => void, mark: string | null = null): History {
  const [present, patches, inverse] = produceWithPatches(history.present, (draft) => {
    change(draft as Definition);
  });
  if (patches.length === 0) return history;
  const last = history.past.at(-1);
  const grows = mark !== null && mark === history.open && last?.mark === mark;
  const entry: Entry = grows ? { mark, patches: [...last.patches, ...patches], inverse: [...inverse, ...last.inverse] } : { mark, patches, inverse };
  const before = grows ? history.past.slice(0, -1) : history.past;
  if (grows && comesBack(entry)) return { present, past: before, future: [], open: null };
  return { present, past: [...before, entry].slice(-LIMIT), future: [], open: mark };
}

/** "城市" → "所在城市" → "城市" under one mark: a step that would undo nothing. */
function comesBack({ patches, inverse }: Entry): boolean {
  const [last, first] = [patches.at(-1), inverse.at(-1)];
  const place = JSON.stringify(first?.path);
  const alone = [...patches, ...inverse].every((patch) => patch.op === "replace" && JSON.stringify(patch.path) === place);
  return alone && JSON.stringify(last?.value) === JSON.stringify(first?.value);
}

/** Ends the open mark: the next change is a step of its own, whatever its mark. */
export function seal(history: History): History {
  return history.open === null ? history : { ...history, open: null };
}

export function undo(history: History): History {
  const entry = history.past.at(-1);
  if (!entry) return history;
  return {
    present: applyPatches(history.present, entry.inverse),
    past: history.past.slice(0, -1),
    future: [entry, ...history.future],
    open: null,
  };
}

export function redo(history: History): History {
  const [entry, ...future] = history.future;
  if (!entry) return history;
  return { present: applyPatches(history.present, entry.patches), past: [...history.past, entry], future, open: null };
}
