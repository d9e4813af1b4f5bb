/** The forms of an app, and a new one. */
import { AppstoreOutlined, FormOutlined, MoreOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { idOf } from "@/model/document/names";
import { usesOf } from "@/model/document/references";
import { textOf, type FormDef } from "@/model/document/types";
import { Pill } from "@/parts/Pill";
import { useLocale } from "@/parts/say";
import { Empty } from "@/parts/states";
import { useDefinition, useEditor, useProblems, useRun } from "../editor/Editor";
import { AppPage } from "../page/AppPage";
import { UsesList } from "../problems/UsesList";
import { NewForm } from "./NewForm";
import { ReplaceDraft } from "./ReplaceDraft";
import css from "./forms.module.css";

export function FormList({ missing = false }: { missing?: boolean }) {
  const { t } = useTranslation("designer");
  const definition = useDefinition();
  const [adding, setAdding] = useState(false);
  const add = <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t("forms.add")}</Button>;
  const none = definition.forms.length === 0;
  return (
    <AppPage tab="forms" action={<>{!none && add}<ReplaceDraft /></>}>
      <div className={css.page}>
        {missing && <Empty compact title={t("forms.missing")} />}
        {none && <Empty title={t("forms.none")} hint={t("forms.noneHint")} actions={add} />}
        <div className={css.list}>
          {definition.forms.map((form) => (
            <Card key={idOf(form)} form={form} />
          ))}
        </div>
      </div>
      {adding && <NewForm close={() => setAdding(false)} />}
    </AppPage>
  );
}

function Card({ form }: { form: FormDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { app } = useEditor();
  const problems = useProblems().filter(({ target }) => target.kind !== "elsewhere" && target.form === idOf(form));
  return (
    <article className={css.card} data-form={form.key}>
      <Link className={css.main ?? ""} to={`/design/${app}/forms/${form.key}`}>
        <span className={css.icon}>
          <FormOutlined />
        </span>
        <span className={css.text}>
          <strong className="clip">{textOf(form.label, locale)}</strong>
          <span className="quiet">
            <code>{form.key}</code> · {t("forms.fields", { count: form.fields.length })}
          </span>
        </span>
        {problems.length > 0 && <Pill tone="red">{t("forms.problems", { count: problems.length })}</Pill>}
      </Link>
      <Menu form={form} />
    </article>
  );
}

function Menu({ form }: { form: FormDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { app, document } = useEditor();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const run = useRun();
  const label = textOf(form.label, locale);
  const remove = () => {
    const definition = document.getState().history.present;
    const uses = usesOf(definition, { form: form.key }).filter((use) => use.path[0] !== "navigation" && use.path[0] !== "roles");
    const content = uses.length === 0 ? <p>{t("remove.kept")}</p> : <UsesList definition={definition} uses={uses} locale={locale} lead={t("remove.used", { count: uses.length })} tail={t("remove.kept")} />;
    modal.confirm({ title: t("remove.title", { label }), content, width: 520, okText: t("remove.anyway"), okButtonProps: { danger: true }, autoFocusButton: "cancel", onOk: () => run({ do: "remove_form", form: idOf(form) }) });
  };
  const items = [
    { key: "open", icon: <AppstoreOutlined />, label: t("forms.open"), onClick: () => void navigate(`/a/${app}/f/${form.key}`) },
    { key: "remove", danger: true, label: t("canvas.remove"), onClick: remove },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button type="text" icon={<MoreOutlined />} aria-label={t("forms.more", { label })} />
    </Dropdown>
  );
}
