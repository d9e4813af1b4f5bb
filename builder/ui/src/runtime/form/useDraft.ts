/** What was typed is kept on this device until it is saved or dropped. */
import { useEffect, useState } from "react";
import { type Draft, dropDraft, readDraft, writeDraft } from "@/model/form/drafts";
import { type FormStore, payload } from "@/model/form/store";

/** The draft found when the form was opened. */
export function useFoundDraft(key: string): [Draft | null, () => void] {
  const [found, setFound] = useState(() => readDraft(key));
  return [found, () => setFound(null)];
}

export function useKeepDraft(key: string, store: FormStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      timer = undefined;
      const state = store.getState();
      if (!state.dirty) dropDraft(key);
      else writeDraft(key, { at: new Date().toISOString(), values: state.before === null ? state.typed : payload(state), version: Number(state.before?.["version"] ?? 0) || null });
    };
    const stop = store.subscribe((state, before) => {
      if (state.typed === before.typed) return;
      clearTimeout(timer);
      timer = setTimeout(write, 400);
    });
    const flush = (): void => { if (timer !== undefined) { clearTimeout(timer); write(); } };
    window.addEventListener("pagehide", flush);
    return () => {
      flush();
      stop();
      window.removeEventListener("pagehide", flush);
    };
  }, [key, store]);
}
