/** A small menu below a button; lighter than a full dropdown, so that the frame of every page stays light. */
import { Popover } from "antd";
import { type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from "react";
import css from "./Menu.module.css";

export interface MenuEntry {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  lang?: string;
  checked?: boolean;
  run: () => void;
}

function step(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % items.length]?.focus();
}

export function Menu({ entries, head, placement = "bottomRight", children }: { entries: MenuEntry[]; head?: ReactNode; placement?: "bottomRight" | "bottomLeft"; children: ReactElement }) {
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const turn = (next: boolean): void => {
    if (next) opener.current = document.activeElement;
    // Closed without a choice, by keyboard: one goes on where one was.
    else if (list.current?.contains(document.activeElement) === true && opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
    setOpen(next);
  };
  const content = (
    <div ref={list} role="menu" className={css.menu} onKeyDown={step}>
      {head !== undefined && <div className={css.head} role="none">{head}</div>}
      {entries.map((entry) => (
        <button key={entry.key} type="button" role={entry.checked === undefined ? "menuitem" : "menuitemradio"} aria-checked={entry.checked} lang={entry.lang} className={css.item} onClick={() => { setOpen(false); entry.run(); }}>
          {entry.icon}{entry.label}
        </button>
      ))}
    </div>
  );
  return (
    <Popover
      open={open} onOpenChange={turn} trigger="click" placement={placement} arrow={false} styles={{ container: { padding: 0 } }} content={content}
      afterOpenChange={(shown) => { if (shown) list.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true }); }}
    >
      {children}
    </Popover>
  );
}
