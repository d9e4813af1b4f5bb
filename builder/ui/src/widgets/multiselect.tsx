/** multiselect: several of the choices. */
import { lazy } from "react";
import type { Wire } from "@/api/types";
import { say } from "@/model/text";
import { Pill } from "@/parts/Pill";
import { toneOf } from "@/theme/tokens";
import type { ShowProps, Widget } from "./kit";
import { choiceOf, keyOf } from "./select";

const keys = (value: Wire): string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : []);

function Show({ value, field, context, dense }: ShowProps) {
  return (
    <span style={{ display: "inline-flex", gap: 4, flexWrap: dense === true ? "nowrap" : "wrap", verticalAlign: "middle" }}>
      {keys(value).map((key) => {
        const choice = choiceOf(field, key);
        return <Pill key={key} tone={toneOf(choice?.color ?? undefined)} square>{choice === undefined ? key : say(choice.label, context.locale)}</Pill>;
      })}
    </span>
  );
}

export const multiselect: Widget = {
  width: 180,
  text: (value, field, { locale }) => keys(value).map((key) => say(choiceOf(field, key)?.label ?? key, locale)).join(locale === "en" ? ", " : "、"),
  Show,
  Edit: lazy(() => import("./inputs/SelectInput")),
  read: (typed, field) => {
    const found = typed.split(/[,，、;；\s]+/).filter((word) => word !== "").map((word) => keyOf(field, word));
    return found.some((key) => key === undefined) ? undefined : found.filter((key) => key !== undefined);
  },
};
