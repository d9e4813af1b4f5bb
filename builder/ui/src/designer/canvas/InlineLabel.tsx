/** A label that is edited where it stands: a click on it, or Enter on its element, opens it. */
import { useEffect, useRef, useState } from "react";
import { textOf, type Label } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useSeal } from "../editor/Editor";
import { relabel } from "../editor/labels";
import css from "./canvas.module.css";

interface Props {
  label: Label;
  name: string;
  className?: string | undefined;
  /** Opened from outside, by the keyboard. */
  editing?: boolean;
  done?: () => void;
  change: (label: Label, mark: string) => void;
}

export function InlineLabel({ label, name, className, editing = false, done, change }: Props) {
  const locale = useLocale();
  const seal = useSeal();
  const [clicked, setClicked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const open = clicked || editing;
  const text = textOf(label, locale);
  useEffect(() => {
    if (open) input.current?.select();
  }, [open]);
  const close = () => {
    seal();
    setClicked(false);
    done?.();
  };
  if (!open) {
    return (
      <span className={`${css.label} ${className ?? ""}`} onDoubleClick={() => setClicked(true)} title={text}>
        {text || "—"}
      </span>
    );
  }
  return (
    <input
      ref={input}
      className={`${css.labelInput} ${className ?? ""}`}
      aria-label={name}
      value={text}
      size={Math.max(6, text.length * 2)}
      onChange={(event) => change(relabel(label, locale, event.target.value), `label:${name}`)}
      onBlur={close}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Escape") close();
      }}
    />
  );
}
