/** The editor that every part of the designer stands in: the document, what is selected, and what the server knows. */
import { createContext, useCallback, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { Diagnostic } from "@/api/types";
import type { Command } from "@/model/document/commands/command";
import { findForm } from "@/model/document/find";
import { idOf } from "@/model/document/names";
import type { DocumentState, DocumentStore } from "@/model/document/store";
import type { Definition, FormDef } from "@/model/document/types";
import type { FieldTypeInfo } from "../api";
import type { Autosave } from "./autosave";
import { sameTarget } from "./targets";
import type { SessionState, SessionStore } from "./session";
import { targetOf, type Target } from "@/model/document/pointer";

export interface Editor {
  app: string;
  /** Id of the form on the canvas. */
  form: string;
  document: DocumentStore;
  session: SessionStore;
  autosave: Autosave;
  types: ReadonlyMap<string, FieldTypeInfo>;
}

const EditorContext = createContext<Editor | null>(null);

export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("used outside of the designer");
  return editor;
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useEditor().document, select);
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useEditor().session, select);
}

export function useDefinition(): Definition {
  return useDocument((state) => state.history.present);
}

/** The form on the canvas; undefined when it was just removed. */
export function useForm(): FormDef | undefined {
  const { form } = useEditor();
  return useDocument((state) => findForm(state.history.present, form));
}

/** Runs commands; those under one mark, without a pause between, are one step. */
export function useRun(): (command: Command, mark?: string) => void {
  const { document } = useEditor();
  return useCallback((command, mark) => document.getState().run(command, mark), [document]);
}

export function useSeal(): () => void {
  const { document } = useEditor();
  return useCallback(() => document.getState().seal(), [document]);
}

/** Diagnostics with the element each one lies in. */
export function useProblems(): { diagnostic: Diagnostic; target: Target }[] {
  const definition = useDefinition();
  const diagnostics = useSession((state) => state.diagnostics);
  return useMemo(() => diagnostics.map((diagnostic) => ({ diagnostic, target: targetOf(definition, diagnostic.path) })), [diagnostics, definition]);
}

/** Diagnostics that lie in one element. */
export function useProblemsOf(target: Target): Diagnostic[] {
  const problems = useProblems();
  return problems.filter((each) => sameTarget(each.target, target)).map((each) => each.diagnostic);
}

export { idOf };
