/** An expression slot: its text, and the formula editor in its place once it is clicked. */
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic } from "@/api/types";
import type { Scope } from "@/model/document/scope";
import { useSeal } from "../editor/Editor";
import { Complaints } from "./parts";
import css from "./properties.module.css";

const FormulaEditor = lazy(() => import("../formula/FormulaEditor"));

interface Props {
  name: string;
  label: string;
  hint?: string;
  /** What is said of an empty slot. */
  empty?: string;
  value: string | null;
  scope: Scope;
  slot: string;
  diagnostics: Diagnostic[];
  compulsory?: boolean;
  change: (value: string | null) => void;
}

export function Slot({ name, label, hint, empty, value, scope, slot, diagnostics, compulsory = false, change }: Props) {
  const { t } = useTranslation("designer");
  const seal = useSeal();
  const [open, setOpen] = useState(false);
  const closed = (
    <button type="button" className={`${css.slot} ${value ? "" : css.slotEmpty}`} aria-label={`${label}: ${value ?? ""}`} onClick={() => setOpen(true)} data-slot-closed>
      {value || empty || t("formula.write")}
    </button>
  );
  return (
    <div className={css.line} data-option={name}>
      <div className={css.beside}>
        <span className={css.name}>{label}</span>
        {value !== null && !compulsory && (
          <Button
            type="link"
            size="small"
            style={{ height: 18, padding: 0, fontSize: 12 }}
            onClick={() => {
              change(null);
              seal();
              setOpen(false);
            }}
          >
            {t("formula.clear")}
          </Button>
        )}
      </div>
      {open ? (
        <Suspense fallback={closed}>
          <FormulaEditor
            label={label}
            value={value ?? ""}
            scope={scope}
            slot={slot}
            saved={diagnostics}
            change={(text) => change(text === "" && !compulsory ? null : text)}
            close={() => {
              seal();
              setOpen(false);
            }}
          />
        </Suspense>
      ) : (
        <>
          {closed}
          {hint !== undefined && hint !== "" && <p className={css.hint}>{hint}</p>}
          <Complaints diagnostics={diagnostics} />
        </>
      )}
    </div>
  );
}
