/** Everything the compiler says about the draft; each line leads to its element. */
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { findForm } from "@/model/document/find";
import { parsePointer } from "@/model/document/pointer";
import { useLocale, useSay } from "@/parts/say";
import { Empty } from "@/parts/states";
import { useDefinition, useEditor, useProblems } from "../editor/Editor";
import { trailOf } from "./trail";
import css from "./problems.module.css";

const RANK: Readonly<Record<string, number>> = { error: 0, warning: 1 };

export function ProblemDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const say = useSay();
  const locale = useLocale();
  const navigate = useNavigate();
  const { app, session } = useEditor();
  const definition = useDefinition();
  const problems = useProblems().toSorted((a, b) => (RANK[a.diagnostic.severity] ?? 2) - (RANK[b.diagnostic.severity] ?? 2));
  const open = (index: number) => {
    const target = problems[index]?.target;
    if (!target || target.kind === "elsewhere") return;
    const form = findForm(definition, target.form);
    session.getState().select(target, true);
    if (form) void navigate(`/design/${app}/forms/${form.key}${target.kind === "view" ? "?mode=views" : ""}`);
    close();
  };
  return (
    <Drawer open title={t("problems.title", { count: problems.length })} onClose={close} styles={{ body: { padding: 0 } }} size={420}>
      {problems.length === 0 && <Empty compact title={t("problems.none")} hint={t("problems.noneHint")} />}
      <div className={css.list}>
        {problems.map(({ diagnostic, target }, index) => (
          <button key={`${diagnostic.path} ${diagnostic.code} ${index}`} type="button" className={`${css.row} ${target.kind === "elsewhere" ? css.passive : ""}`} data-problem-row onClick={() => open(index)}>
            <span className={css.mark} data-severity={diagnostic.severity === "error" ? "error" : "warning"} />
            <span>
              <span>{say(diagnostic.message)}</span>
              <span className={css.where} style={{ display: "block" }}>
                {trailOf(definition, parsePointer(diagnostic.path), locale) || t("problems.app")}
              </span>
            </span>
          </button>
        ))}
      </div>
    </Drawer>
  );
}
