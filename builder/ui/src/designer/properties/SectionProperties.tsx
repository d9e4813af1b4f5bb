/** A section's properties. */
import { Button, Segmented, Switch } from "antd";
import { TableOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { columnsOf } from "@/model/document/find";
import { textOf, type FormDef, type Label, type SectionDef, type Span } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor, useProblemsOf, useRun, useSeal } from "../editor/Editor";
import { Conditions } from "./Conditions";
import { LabelEditor } from "./LabelEditor";
import { Complaints, Group, Head, Line } from "./parts";
import css from "./properties.module.css";

export function SectionProperties({ form, section }: { form: FormDef; section: SectionDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { form: formId } = useEditor();
  const run = useRun();
  const seal = useSeal();
  const id = section.key ?? "";
  const problems = useProblemsOf({ kind: "section", form: formId, section: id });
  const set = { do: "set_section", form: formId, section: id } as const;
  return (
    <>
      <Head icon={<span className="type-icon"><TableOutlined /></span>} title={textOf(section.section, locale) || "—"} kind={t("palette.section")} />
      <Group title={t("properties.group.basic")}>
        <Complaints diagnostics={problems} />
        <Line label={t("canvas.sectionTitle")} name="section">
          {(line) => <LabelEditor id={line} value={section.section} required change={(value) => run({ ...set, property: "section", value: (value ?? "") as Label }, `section:${id}`)} settle={seal} />}
        </Line>
        <Line label={t("canvas.columns")}>
          {(line) => <Segmented id={line} size="small" block value={columnsOf(section)} options={[1, 2, 3].map((value) => ({ value, label: t("canvas.nColumns", { count: value }) }))} onChange={(value) => run({ ...set, property: "columns", value: value as Span })} />}
        </Line>
        <Line label={t("option.collapsed")} hint={t("optionHint.collapsed")} beside>
          {(line) => <Switch id={line} size="small" checked={section.collapsed === true} onChange={(value) => run({ ...set, property: "collapsed", value })} />}
        </Line>
      </Group>
      <Conditions form={form} item={id} derived={false} />
      <div className={css.lines} style={{ paddingTop: 14 }}>
        <Button size="small" danger style={{ alignSelf: "start" }} onClick={() => run({ do: "remove_section", form: formId, section: id })}>
          {t("canvas.removeSection")}
        </Button>
        <p className={css.hint}>{t("canvas.removeSectionHint")}</p>
      </div>
    </>
  );
}
