/** What the person at the designer is doing just now: selection, drag, panels. Never part of the document or its log. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Diagnostic } from "@/api/types";
import type { Target } from "@/model/document/pointer";
import type { Drop } from "../canvas/drop";

export type SaveState = "saved" | "dirty" | "saving" | "failed" | "conflict";

/** What the pointer carries: a new field of a type, or a field or section that is there. */
export type Cargo = { kind: "new"; type: string } | { kind: "field"; field: string; parent?: string } | { kind: "section"; section: string };

export interface SessionState {
  selection: Target | null;
  /** Counts selections, so that selecting the same element again still scrolls to it. */
  reveals: number;
  hover: string | null;
  cargo: Cargo | null;
  drop: Drop | null;
  /** A field that is being moved with the keyboard. */
  lifted: string | null;
  save: SaveState;
  /** Whether the draft differs from what users have. */
  unpublished: boolean;
  diagnostics: Diagnostic[];
  /** What a screen reader is told next. */
  said: string;
  select: (target: Target | null, reveal?: boolean) => void;
  set: (change: Partial<Omit<SessionState, "select" | "set">>) => void;
}

export type SessionStore = StoreApi<SessionState>;

export function createSession(unpublished: boolean): SessionStore {
  return createStore<SessionState>()((set) => ({
    selection: null,
    reveals: 0,
    hover: null,
    cargo: null,
    drop: null,
    lifted: null,
    save: "saved",
    unpublished,
    diagnostics: [],
    said: "",
    select: (selection, reveal = false) => set((state) => ({ selection, reveals: reveal ? state.reveals + 1 : state.reveals })),
    set: (change) => set(change),
  }));
}
