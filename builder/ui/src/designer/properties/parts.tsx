/** The building parts of the pane: a head, a group, a line. */
import { CloseOutlined, DownOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic } from "@/api/types";
import { useSay } from "@/parts/say";
import { useEditor } from "../editor/Editor";
import css from "./properties.module.css";

export function Head({ icon, title, kind }: { icon?: ReactNode; title: string; kind: string }) {
  const { t } = useTranslation("designer");
  const { session } = useEditor();
  return (
    <header className={css.head}>
      {icon}
      <div className={css.headText}>
        <h2 className="clip">{title}</h2>
        <span className="quiet clip">{kind}</span>
      </div>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("properties.close")} onClick={() => session.getState().select(null)} />
    </header>
  );
}

export function Group({ title, children, folded = false, extra }: { title: string; children: ReactNode; folded?: boolean; extra?: ReactNode }) {
  const [open, setOpen] = useState(!folded);
  const id = useId();
  return (
    <section className={css.group}>
      <h3>
        <button type="button" className={css.groupHead} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <DownOutlined className={css.fold ?? ""} rotate={open ? 0 : -90} />
          {title}
        </button>
        {extra}
      </h3>
      {open && (
        <div id={id} className={css.lines}>
          {children}
        </div>
      )}
    </section>
  );
}

/** One property: its name, its editor, what it is for, and what is wrong with it. */
export function Line({ label, hint, children, diagnostics = [], beside = false, name }: { label: string; hint?: string | undefined; children: (id: string) => ReactNode; diagnostics?: Diagnostic[]; beside?: boolean; name?: string }) {
  const id = useId();
  return (
    <div className={`${css.line} ${beside ? css.beside : ""}`} data-option={name}>
      <label htmlFor={id} className={css.name}>
        {label}
      </label>
      {children(id)}
      {hint !== undefined && hint !== "" && <p className={css.hint}>{hint}</p>}
      <Complaints diagnostics={diagnostics} />
    </div>
  );
}

export function Complaints({ diagnostics }: { diagnostics: Diagnostic[] }) {
  const say = useSay();
  return diagnostics.map((each, index) => (
    <p key={index} className={css.complaint} data-severity={each.severity}>
      {say(each.message)}
    </p>
  ));
}
