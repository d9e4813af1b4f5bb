/** A key, changed only when it is whole and free: the change then reaches every expression that says the old one. */
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeyFault } from "@/model/document/names";
import css from "./properties.module.css";

export function KeyInput({ id, value, fault, change }: { id: string; value: string; fault: (key: string) => KeyFault | null; change: (key: string) => void }) {
  const { t } = useTranslation("designer");
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed === null || typed === value ? null : fault(typed);
  const settle = () => {
    if (typed !== null && typed !== value && wrong === null) change(typed);
    setTyped(null);
  };
  return (
    <>
      <Input id={id} size="small" className={css.key ?? ""} value={typed ?? value} status={wrong ? "error" : ""} spellCheck={false} onChange={(event) => setTyped(event.target.value)} onBlur={settle} onPressEnter={settle} onKeyDown={(event) => event.key === "Escape" && setTyped(null)} />
      {wrong && (
        <p className={css.complaint} role="alert">
          {t(`key.${wrong}`)}
        </p>
      )}
    </>
  );
}
