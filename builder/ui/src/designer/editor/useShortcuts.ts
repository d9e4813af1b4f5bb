/** Keys that work anywhere in the designer but never while someone is typing. */
import { useEffect } from "react";
import { useEditor } from "./Editor";
import { useFieldActions } from "../canvas/actions";

/** Whether a key belongs to the element it was pressed in: its own undo, its own Delete. */
export function isTyping(element: EventTarget | null): boolean {
  return element instanceof HTMLElement && element.closest("input, textarea, select, [contenteditable=true], [role=textbox], .cm-editor") !== null;
}

export function useShortcuts(off: boolean): void {
  const { document: doc, session } = useEditor();
  const { duplicate, remove } = useFieldActions();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (off || isTyping(event.target) || event.defaultPrevented) return;
      const mod = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      const { selection, select } = session.getState();
      const onPage = event.target === document.body || (event.target as Element | null)?.closest("[data-canvas]") != null;
      if (mod && key === "z") (event.shiftKey ? doc.getState().redo : doc.getState().undo)();
      else if (mod && key === "y") doc.getState().redo();
      else if (mod && key === "d" && selection?.kind === "field") duplicate(selection);
      else if (key === "escape" && onPage) select(null);
      else if ((key === "delete" || key === "backspace") && onPage && selection?.kind === "field") remove(selection);
      else if ((key === "delete" || key === "backspace") && onPage && selection?.kind === "section") doc.getState().run({ do: "remove_section", form: selection.form, section: selection.section });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [off, doc, session, duplicate, remove]);
}
