/** The document store: one definition, its log, and which state of it the server holds. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { apply } from "./commands/apply";
import type { Command } from "./commands/command";
import { begin, redo, seal, step, undo, type History } from "./history";
import { prepare } from "./prepare";
import type { Definition } from "./types";

export interface DocumentState {
  history: History;
  /** What the server last had from us or gave to us, and the number it has there. */
  saved: Definition;
  revision: number;
  /** Applies a command; under the same open mark as the one before, it is part of the same step. */
  run: (command: Command, mark?: string) => void;
  /** Applies several commands as one step. */
  runAll: (commands: Command[]) => void;
  /** Ends a burst: a drag was let go, an input was left. */
  seal: () => void;
  undo: () => void;
  redo: () => void;
  /** The server took `definition` as `revision`. */
  settle: (definition: Definition, revision: number) => void;
  /** Goes on from what the server holds (after a conflict or a restore); undo starts anew. */
  reset: (saved: Definition, revision: number, present?: Definition) => void;
}

export type DocumentStore = StoreApi<DocumentState>;

export function createDocument(written: Definition, revision: number): DocumentStore {
  const definition = prepare(written);
  return createStore<DocumentState>()((set) => {
    const log = (next: (history: History) => History) => set((state) => ({ history: next(state.history) }));
    return {
      history: begin(definition),
      saved: definition,
      revision,
      run: (command, mark) => log((history) => step(history, (draft) => apply(draft, command), mark ?? null)),
      runAll: (commands) => {
        const together = (history: History) => commands.reduce((now, command) => step(now, (draft) => apply(draft, command), "all"), history);
        log((history) => seal(together(seal(history))));
      },
      seal: () => log(seal),
      undo: () => log(undo),
      redo: () => log(redo),
      settle: (saved, number) => set({ saved, revision: number }),
      reset: (saved, number, present) => {
        const ready = prepare(saved);
        set({ saved: ready, revision: number, history: begin(present ?? ready) });
      },
    };
  });
}

/** Whether there is something the server does not have yet. */
export function unsaved(state: DocumentState): boolean {
  return state.history.present !== state.saved;
}
