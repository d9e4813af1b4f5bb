/** The form itself: its name, the field that names its records, its checks. */
import { FormOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { formKeys, keyFault } from "@/model/document/names";
import { textOf, type FormDef, type Label } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { newCheck } from "../editor/create";
import { useDefinition, useEditor, useProblems, useProblemsOf, useRun, useSeal } from "../editor/Editor";
import { Mark } from "../problems/Mark";
import { KeyInput } from "./KeyInput";
import { LabelEditor } from "./LabelEditor";
import { Complaints, Group, Head, Line } from "./parts";
import css from "./properties.module.css";

export function FormProperties({ form }: { form: FormDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { form: formId } = useEditor();
  const definition = useDefinition();
  const run = useRun();
  const seal = useSeal();
  const problems = useProblemsOf({ kind: "form", form: formId });
  const fields = form.fields.filter((field) => field.fields === undefined).map((field) => ({ value: field.key, label: textOf(field.label, locale) }));
  const keys = formKeys(definition).filter((key) => key !== form.key);
  return (
    <>
      <Head icon={<span className="type-icon"><FormOutlined /></span>} title={textOf(form.label, locale)} kind={t("form.title")} />
      <Group title={t("properties.group.basic")}>
        <Complaints diagnostics={problems} />
        <Line label={t("form.label")} name="label">
          {(id) => <LabelEditor id={id} value={form.label} required change={(value) => run({ do: "set_form", form: formId, property: "label", value: (value ?? "") as Label }, `form:${formId}`)} settle={seal} />}
        </Line>
        <Line label={t("form.titleField")} hint={t("form.titleFieldHint")} name="title">
          {(id) => <Select id={id} size="small" value={form.title} options={fields} onChange={(value: string) => run({ do: "set_form", form: formId, property: "title", value })} />}
        </Line>
        <Line label={t("option.help")} hint={t("form.helpHint")} name="help">
          {(id) => <LabelEditor id={id} value={form["help"]} rows={2} change={(value) => run({ do: "set_form", form: formId, property: "help", value }, `help:${formId}`)} settle={seal} />}
        </Line>
      </Group>
      <Checks form={form} />
      <Group title={t("properties.group.advanced")} folded>
        <Line label={t("option.key")} hint={t("optionHint.key")} name="key">
          {(id) => <KeyInput id={id} value={form.key} fault={(key) => keyFault(key, keys)} change={(key) => run({ do: "rename_form", form: formId, key })} />}
        </Line>
      </Group>
      <p className={css.hint} style={{ padding: 16 }}>
        {t("form.tip")}
      </p>
    </>
  );
}

function Checks({ form }: { form: FormDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { form: formId, session } = useEditor();
  const run = useRun();
  const problems = useProblems();
  const add = () => {
    const check = newCheck(form, { "zh-CN": "请检查填写的内容", en: "Please check what you entered" });
    run({ do: "add_check", form: formId, check });
    session.getState().select({ kind: "check", form: formId, check: check.key });
  };
  return (
    <Group title={t("check.list")}>
      {(form.checks ?? []).length > 0 && (
        <div className={css.rows}>
          {form.checks?.map((check) => (
            <button key={check.key} type="button" className={css.rowItem} onClick={() => session.getState().select({ kind: "check", form: formId, check: check.key })}>
              <span className="clip">{textOf(check.message, locale)}</span>
              <Mark diagnostics={problems.filter(({ target }) => target.kind === "check" && target.form === formId && target.check === check.key).map((each) => each.diagnostic)} />
            </button>
          ))}
        </div>
      )}
      <p className={css.hint}>{t("check.hint")}</p>
      <Button size="small" type="dashed" block icon={<PlusOutlined />} onClick={add}>
        {t("check.add")}
      </Button>
    </Group>
  );
}
