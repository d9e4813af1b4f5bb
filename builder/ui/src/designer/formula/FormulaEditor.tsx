/** The formula editor: names offered as one types, mistakes underlined, the value on a sample record at once. */
import type { Diagnostic as Squiggle } from "@codemirror/lint";
import { ExpandOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Modal, Tooltip } from "antd";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic } from "@/api/types";
import { Names, type Scope } from "@/model/document/scope";
import { unsaved } from "@/model/document/store";
import { useLocale, useSay } from "@/parts/say";
import { checkExpression, functionsQuery, type ExpressionCheck } from "../api";
import { useDefinition, useEditor } from "../editor/Editor";
import { CodeBox, type CodeHandle } from "./CodeBox";
import { Helper } from "./Helper";
import { Result } from "./Result";
import { unitOf } from "./spans";
import { suggest, type Suggestion } from "./suggest";
import { useSample } from "./useSample";
import css from "./formula.module.css";

export interface FormulaProps {
  label: string;
  value: string;
  scope: Scope;
  slot: string;
  /** What the last check of the whole draft said of this slot, until this editor knows better. */
  saved: Diagnostic[];
  change: (text: string) => void;
  close: () => void;
}

export default function FormulaEditor(props: FormulaProps) {
  const { t } = useTranslation("designer");
  const [wide, setWide] = useState(false);
  if (!wide) {
    return (
      <Writing {...props} lines={2}>
        <Tooltip title={t("formula.expand")}>
          <Button type="text" size="small" icon={<ExpandOutlined />} aria-label={t("formula.expand")} onClick={() => setWide(true)} />
        </Tooltip>
        <Button type="text" size="small" onClick={props.close}>
          {t("formula.done")}
        </Button>
      </Writing>
    );
  }
  return (
    <>
      <p className="quiet">{t("formula.inDialog")}</p>
      <Modal open title={props.label} width={860} onCancel={() => setWide(false)} footer={<Button type="primary" onClick={props.close}>{t("formula.done")}</Button>} destroyOnHidden>
        <Writing {...props} close={() => setWide(false)} lines={6} beside />
      </Modal>
    </>
  );
}

function Writing({ label, value, scope, slot, saved, change, close, lines, beside = false, children }: FormulaProps & { lines: number; beside?: boolean; children?: React.ReactNode }) {
  const { t } = useTranslation("designer");
  const handle = useRef<CodeHandle>(null);
  const known = useKnowledge();
  const say = useSay();
  const { answer, lint } = useCheck(scope, slot);
  const sample = useSample(useEditor().app, scope, answer?.ir ?? null);
  const describe = ({ kind, label: name }: Suggestion): string | null => {
    const info = kind === "function" ? known.functions.find((each) => each.name === name) : undefined;
    return info ? [info.signature, say(info.help)].filter((line) => line !== "").join("\n") : null;
  };
  const box = (
    <div>
      <CodeBox handle={handle} label={label} value={value} hint={t("formula.hint")} lines={lines} change={change} done={close} suggest={(before) => suggest(before, scope, known)} describe={describe} lint={lint} />
      <div className={css.foot}>
        <Result answer={answer} saved={saved} blank={value.trim() === ""} sample={sample} />
        {children}
      </div>
    </div>
  );
  if (!beside) return box;
  return (
    <div className={css.wide}>
      {box}
      <Helper known={known} scope={scope} insert={(text) => handle.current?.insert(text)} />
    </div>
  );
}

function useKnowledge() {
  const definition = useDefinition();
  const locale = useLocale();
  const functions = useQuery(functionsQuery).data;
  const names = useMemo(() => new Names(definition), [definition]);
  return useMemo(() => ({ definition, names, functions: functions ?? [], locale }), [definition, names, functions, locale]);
}

/** Asks the server, which alone compiles; the last question wins. */
function useCheck(scope: Scope, slot: string) {
  const { app, document } = useEditor();
  const say = useSay();
  const [answer, setAnswer] = useState<ExpressionCheck | null>(null);
  const asked = useRef<AbortController | null>(null);
  const lint = useCallback(
    async (text: string): Promise<Squiggle[]> => {
      asked.current?.abort();
      const mine = new AbortController();
      asked.current = mine;
      if (text.trim() === "") {
        setAnswer(null);
        return [];
      }
      const state = document.getState();
      try {
        const found = await checkExpression(app, { text, ...place(scope), slot, draft: unsaved(state) ? state.history.present : undefined }, mine.signal);
        if (mine.signal.aborted) return [];
        setAnswer(found);
        return found.diagnostics.map((each) => squiggle(each, text, say(each.message)));
      } catch {
        return [];
      }
    },
    [app, document, scope, slot, say],
  );
  return { answer, lint };
}

/** Where the server is to read it: a form, or a subform of the form that is its parent. */
function place({ form, parent }: Scope): { form: string; parent?: string } {
  return parent === undefined ? { form } : { form: parent, parent: form };
}

function squiggle({ span, severity }: Diagnostic, text: string, message: string): Squiggle {
  const [start, end] = span ?? [0, text.length];
  const from = unitOf(text, start);
  return { from, to: Math.max(from, unitOf(text, end)), message, severity: severity === "error" ? "error" : severity === "warning" ? "warning" : "info" };
}
