/** Tabs in one strip that scrolls where there are many; arrows walk, only the chosen panel is there. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import css from "./Tabs.module.css";

export interface Tab {
  key: string;
  label: ReactNode;
  children: ReactNode;
}

export function Tabs({ items, active, change, label }: { items: Tab[]; active: string; change: (key: string) => void; label?: string }) {
  const id = useId();
  const strip = useRef<HTMLDivElement>(null);
  const at = Math.max(0, items.findIndex((item) => item.key === active));
  const current = items[at];
  useEffect(() => {
    const list = strip.current;
    const tab = list?.querySelector<HTMLElement>("[aria-selected=true]");
    if (list != null && tab != null && (tab.offsetLeft < list.scrollLeft || tab.offsetLeft + tab.offsetWidth > list.scrollLeft + list.clientWidth)) list.scrollTo({ left: tab.offsetLeft - 24, behavior: "smooth" });
  }, [active]);
  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    const next = to === undefined ? undefined : items[(to + items.length) % items.length];
    if (next === undefined) return;
    event.preventDefault();
    change(next.key);
    requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  }
  return (
    <div>
      <div ref={strip} className={css.strip} role="tablist" aria-label={label} onKeyDown={walk}>
        {items.map((item) => (
          <button key={item.key} type="button" role="tab" id={`${id}-${item.key}`} aria-selected={item === current} aria-controls={item === current ? `${id}-panel` : undefined} tabIndex={item === current ? 0 : -1} className={css.tab} onClick={() => change(item.key)}>{item.label}</button>
        ))}
      </div>
      {current !== undefined && <div key={current.key} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current.key}`} className={css.panel}>{current.children}</div>}
    </div>
  );
}
