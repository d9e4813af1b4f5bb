/** Keys on a field: Space lifts it and arrows carry it; else arrows walk, Enter edits its label, Delete asks to remove. */
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { findForm, sectionHolding } from "@/model/document/find";
import { idOf } from "@/model/document/names";
import { textOf, type FieldDef, type FormDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor } from "../editor/Editor";
import { stepPlace } from "./steps";

const WAYS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export function useFieldKeys(field: FieldDef, edit: () => void, parent?: string) {
  const { document, session, form: formId } = useEditor();
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const id = idOf(field);
  const say = (key: string, more: object = {}) => session.getState().set({ said: t(key, { label: textOf(field.label, locale), ...more }) });

  const lift = () => {
    const lifted = session.getState().lifted === id;
    document.getState().seal();
    session.getState().set({ lifted: lifted ? null : id });
    say(lifted ? "said.dropped" : "said.lifted");
  };

  const carry = (form: FormDef, way: -1 | 1) => {
    const { run } = document.getState();
    if (parent !== undefined) return run({ do: "move_column", form: formId, parent, field: id, before: columnAfter(form, parent, id, way) }, `carry:${id}`);
    const place = stepPlace(form, field.key, way);
    if (!place) return say("said.end");
    run({ do: "move_field", form: formId, field: id, place }, `carry:${id}`);
    const now = findForm(document.getState().history.present, formId);
    const held = now && sectionHolding(now, field.key);
    const at = held?.section.items.findIndex((item) => (typeof item === "string" ? item : item.field) === field.key) ?? 0;
    say("said.moved", { at: at + 1, of: held?.section.items.length ?? 0 });
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    const form = findForm(document.getState().history.present, formId);
    if (!form || (event.target !== event.currentTarget && (event.target as HTMLElement).closest("[data-field], [data-column]") !== event.currentTarget)) return;
    const way = WAYS[event.key];
    const lifted = session.getState().lifted === id;
    if (event.key === " ") lift();
    else if (event.key === "Enter" && lifted) lift();
    else if (event.key === "Enter" && event.target === event.currentTarget && !(event.target as HTMLElement).matches("button")) edit();
    else if (event.key === "Escape" && lifted) {
      session.getState().set({ lifted: null });
      document.getState().undo();
      say("said.cancelled");
    } else if (way !== undefined && lifted) carry(form, way);
    else if (way !== undefined) walk(event.currentTarget, way);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The column before which a column goes when it steps left or right. */
function columnAfter(form: FormDef, parent: string, id: string, way: -1 | 1): string | null {
  const ids = (form.fields.find((field) => idOf(field) === parent)?.fields ?? []).map(idOf);
  const at = ids.indexOf(id);
  return way < 0 ? (ids[Math.max(0, at - 1)] ?? null) : (ids[at + 2] ?? null);
}

/** Focus to the neighbour in reading order. */
function walk(from: HTMLElement, way: -1 | 1): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-canvas] [data-field], [data-canvas] [data-column]")];
  const here = from.closest<HTMLElement>("[data-field], [data-column]") ?? from;
  all[all.indexOf(here) + way]?.focus();
}
