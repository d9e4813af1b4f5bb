/** Mistakes as sentences. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Mistake } from "@/model/form/check";
import { useSay } from "@/parts/say";

export function useWords(): (mistake: Mistake) => string {
  const { t } = useTranslation();
  const say = useSay();
  return useCallback((mistake) => ("text" in mistake ? say(mistake.text) : t(`form.${mistake.code}`, { ...mistake.holes })), [t, say]);
}

/** "lines.0.amount" -> "f-lines-0-amount" */
export function idOf(place: string): string {
  return `f-${place.replaceAll(".", "-")}`;
}

/** Brings the first of these places into view and puts the cursor there. */
export function focusFirst(places: string[]): void {
  const found = places.map((place) => document.getElementById(idOf(place)) ?? document.getElementById(idOf(place.split(".")[0] ?? ""))).filter((element) => element !== null);
  const first = found.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];
  if (first === undefined) return;
  first.closest("details")?.setAttribute("open", "");
  first.scrollIntoView({ block: "center", behavior: "smooth" });
  first.focus({ preventScroll: true });
}
