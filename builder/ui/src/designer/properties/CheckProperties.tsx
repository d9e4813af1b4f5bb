/** A check: a sentence that must hold of a record, what is said when it does not, and where. */
import { CheckCircleOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { textOf, type CheckDef, type FormDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor, useProblems, useRun, useSeal } from "../editor/Editor";
import { LabelEditor } from "./LabelEditor";
import { Group, Head, Line } from "./parts";
import { Slot } from "./Slot";
import css from "./properties.module.css";

export function CheckProperties({ form, check }: { form: FormDef; check: CheckDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { form: formId, session } = useEditor();
  const run = useRun();
  const seal = useSeal();
  const problems = useProblems().flatMap(({ diagnostic, target }) => (target.kind === "check" && target.form === formId && target.check === check.key ? [{ diagnostic, slot: target.slot }] : []));
  const of = (slot: string) => problems.filter((each) => each.slot === slot).map((each) => each.diagnostic);
  const set = { do: "set_check", form: formId, check: check.key } as const;
  const fields = form.fields.map((field) => ({ value: field.key, label: textOf(field.label, locale) }));
  return (
    <>
      <Head icon={<span className="type-icon"><CheckCircleOutlined /></span>} title={textOf(check.message, locale)} kind={t("check.title")} />
      <Group title={t("properties.group.basic")}>
        <Slot name="assert" label={t("check.assert")} hint={t("check.assertHint")} value={check.assert} scope={{ form: form.key }} slot="assert" diagnostics={of("assert")} compulsory change={(value) => run({ ...set, property: "assert", value: value ?? "" }, `check:${check.key}`)} />
        <Line label={t("check.message")} name="message" diagnostics={of("message")}>
          {(id) => <LabelEditor id={id} value={check.message} required rows={2} change={(value) => run({ ...set, property: "message", value: value ?? "" }, `message:${check.key}`)} settle={seal} />}
        </Line>
        <Line label={t("check.at")} hint={t("check.atHint")} diagnostics={of("at")}>
          {(id) => <Select id={id} size="small" allowClear value={check.at ?? null} options={fields} placeholder={t("check.atTop")} onChange={(value: string | undefined) => run({ ...set, property: "at", value })} />}
        </Line>
      </Group>
      <div className={css.lines} style={{ paddingTop: 14 }}>
        <Button
          size="small"
          danger
          style={{ alignSelf: "start" }}
          onClick={() => {
            run({ do: "remove_check", form: formId, check: check.key });
            session.getState().select(null);
          }}
        >
          {t("check.remove")}
        </Button>
      </div>
    </>
  );
}
