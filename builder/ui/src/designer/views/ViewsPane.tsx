/** The list views of a form: which records, in what order, with which columns. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { textOf } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { Empty } from "@/parts/states";
import { newView } from "../editor/create";
import { useEditor, useForm, useProblems, useRun, useSession } from "../editor/Editor";
import { Mark } from "../problems/Mark";
import { ViewEditor } from "./ViewEditor";
import css from "./views.module.css";

export function ViewsPane() {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { form: formId, session } = useEditor();
  const form = useForm();
  const run = useRun();
  const selection = useSession((state) => state.selection);
  const problems = useProblems();
  if (!form) return null;
  const views = form.views ?? [];
  const chosen = views.find((view) => selection?.kind === "view" && view.key === selection.view) ?? views[0];
  const select = (view: string) => session.getState().select({ kind: "view", form: formId, view });
  const add = () => {
    const view = newView(form, t("views.newName", { n: views.length + 1 }));
    run({ do: "add_view", form: formId, view });
    select(view.key);
  };
  return (
    <main className={css.pane}>
      <aside className={css.list} aria-label={t("mode.views")}>
        {views.map((view) => (
          <div key={view.key} className={`${css.item} ${view === chosen ? css.on : ""}`}>
            <button type="button" className={css.pick} aria-current={view === chosen} onClick={() => select(view.key)}>
              <span className="clip">{textOf(view.label, locale)}</span>
              <Mark diagnostics={problems.filter(({ target }) => target.kind === "view" && target.form === formId && target.view === view.key).map((each) => each.diagnostic)} />
            </button>
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("views.remove", { label: textOf(view.label, locale) })} onClick={() => run({ do: "remove_view", form: formId, view: view.key })} />
          </div>
        ))}
        <Button type="dashed" block icon={<PlusOutlined />} onClick={add}>
          {t("views.add")}
        </Button>
      </aside>
      <div className={css.editor}>{chosen ? <ViewEditor key={chosen.key} form={form} view={chosen} /> : <Empty title={t("views.none")} hint={t("views.noneHint")} actions={<Button type="primary" onClick={add}>{t("views.add")}</Button>} />}</div>
    </main>
  );
}
