/** A state or a choice in its colour. */
import type { ReactNode } from "react";
import { TONES, type Tone } from "@/theme/tokens";
import css from "./Pill.module.css";

export function Pill({ tone, square = false, children, title }: { tone: Tone; square?: boolean; children: ReactNode; title?: string }) {
  const { text, soft } = TONES[tone];
  return (
    <span className={`${css.pill} ${square ? css.square : ""}`} style={{ color: text, background: soft }} title={title}>
      {children}
    </span>
  );
}
