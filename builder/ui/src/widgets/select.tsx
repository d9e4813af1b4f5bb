/** select: one of the choices. */
import { lazy } from "react";
import type { Choice, FieldBundle, Locale } from "@/api/types";
import { say } from "@/model/text";
import { Pill } from "@/parts/Pill";
import { toneOf } from "@/theme/tokens";
import type { ShowProps, Widget } from "./kit";

export function choiceOf(field: FieldBundle, key: unknown): Choice | undefined {
  return field.options.choices?.find((choice) => choice.key === key);
}

/** A label or a key, as someone wrote it -> the key. */
export function keyOf(field: FieldBundle, typed: string): string | undefined {
  const word = typed.trim().toLowerCase();
  return field.options.choices?.find((choice) => [choice.key, say(choice.label, "zh-CN"), say(choice.label, "en")].some((each) => each.toLowerCase() === word))?.key;
}

export function ChoicePill({ field, choice, locale }: { field: FieldBundle; choice: string; locale: Locale }) {
  const found = choiceOf(field, choice);
  const label = found === undefined ? choice : say(found.label, locale);
  return found?.color == null ? <span>{label}</span> : <Pill tone={toneOf(found.color)}>{label}</Pill>;
}

function Show({ value, field, context }: ShowProps) {
  return <ChoicePill field={field} choice={String(value)} locale={context.locale} />;
}

export const select: Widget = {
  width: 124,
  text: (value, field, { locale }) => (typeof value !== "string" ? "" : say(choiceOf(field, value)?.label ?? value, locale)),
  Show,
  Edit: lazy(() => import("./inputs/SelectInput")),
  read: (typed, field) => (typed.trim() === "" ? null : keyOf(field, typed)),
};
