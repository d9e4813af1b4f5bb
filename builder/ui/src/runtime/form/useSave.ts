/** Saving: check, send once, put refusals where they belong, keep everything when it does not arrive. */
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { ApiError, OfflineError, sentences } from "@/api/problem";
import { createRecord, updateRecord } from "@/api/records";
import type { FormBundle, Saved } from "@/api/types";
import { byPlace } from "@/model/form/check";
import { useLocale, useSay } from "@/parts/say";
import { type FormStore, payload } from "@/model/form/store";
import { focusFirst } from "./words";

export interface Saving {
  busy: boolean;
  /** Someone else changed the record meanwhile. */
  conflict: boolean;
  save: () => Promise<Saved | null>;
  settle: () => void;
}

/** The same content keeps its key, so that a repeat after a lost answer is the same intent. */
function useIntent(): (content: string) => string {
  const last = useRef<{ content: string; key: string } | null>(null);
  return useCallback((content) => {
    if (last.current === null || last.current.content !== content) last.current = { content, key: newKey() };
    return last.current.key;
  }, []);
}

export function useSave(app: string, form: FormBundle, store: FormStore, id: string | null): Saving {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const client = useQueryClient();
  const { message, notification } = App.useApp();
  const intent = useIntent();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState(false);

  function refused(error: ApiError): void {
    const places = byPlace(error.problems, new Set(form.fields.map((field) => field.key)));
    if (places.size === 0) places.set("", [{ "zh-CN": error.message, en: error.message }]);
    store.getState().refuse(places);
    const named = [...places.keys()].filter((place) => place !== "");
    if (named.length > 0) requestAnimationFrame(() => focusFirst(named));
    else window.requestAnimationFrame(() => document.getElementById("form-trouble")?.scrollIntoView({ block: "center" }));
  }
  async function send(): Promise<Saved> {
    const state = store.getState();
    const values = payload(state);
    if (id === null) return createRecord(app, form.key, values, intent(JSON.stringify(values)));
    return updateRecord(app, form.key, id, Number(state.before?.["version"] ?? 0), values);
  }
  async function save(): Promise<Saved | null> {
    if (running.current) return null;
    const { mistakes, showMistakes } = store.getState();
    if (mistakes.length > 0) {
      showMistakes();
      requestAnimationFrame(() => focusFirst(mistakes.map((mistake) => mistake.at)));
      void message.warning(t("form.problems", { count: mistakes.length }));
      return null;
    }
    running.current = true;
    setBusy(true);
    try {
      const saved = await send();
      if (saved.warnings.length > 0) notification.warning({ title: t("form.warnings"), description: saved.warnings.map((warning) => say(warning.message)).join("\n"), style: { whiteSpace: "pre-line" }, duration: 8 });
      void client.invalidateQueries({ queryKey: ["records", app, form.key] });
      if (id !== null) await client.invalidateQueries({ queryKey: ["record", app, form.key, id] });
      return saved;
    } catch (error) {
      if (error instanceof OfflineError) void message.error(t("form.offline"));
      else if (error instanceof ApiError && error.status === 412) setConflict(true);
      else if (error instanceof ApiError) refused(error);
      else void message.error(sentences(error, locale).join(" "));
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { busy, conflict, save, settle: () => setConflict(false) };
}
