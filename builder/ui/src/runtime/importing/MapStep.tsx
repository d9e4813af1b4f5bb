/** Which column goes where: guessed by the server, put right by hand. */
import { ArrowRightOutlined } from "@ant-design/icons";
import { Alert, Button, Select } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { FormBundle, ImportSheet } from "@/api/types";
import { assigned, gaps, importable, type Mapping } from "@/model/importing";
import { useSay } from "@/parts/say";
import css from "./Import.module.css";

interface Props {
  form: FormBundle;
  sheets: ImportSheet[];
  /** Which of them is brought in. */
  sheet: ImportSheet;
  choose: (sheet: ImportSheet) => void;
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  busy: boolean;
  back: () => void;
  next: () => void;
}

export function MapStep({ form, sheets, sheet, choose, mapping, change, busy, back, next }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { missing, twice } = gaps(mapping, form);
  const options = importable(form).map((field) => ({ value: field.key, label: `${say(field.label)}${field.required ? " *" : ""}` }));
  return (
    <section className={css.card}>
      {sheets.length > 1 && (
        <label className={css.sheet}>
          <span>{t("importing.sheet")}</span>
          <Select value={sheet.name} aria-label={t("importing.sheet")} options={sheets.map(({ name, rows }) => ({ value: name, label: t("importing.sheetRows", { name, count: rows }) }))} onChange={(name: string) => choose(sheets.find((each) => each.name === name) ?? sheet)} />
        </label>
      )}
      <p className="soft">{t("importing.rows", { count: sheet.rows, columns: sheet.columns.length })} · {t("importing.mapHint")}</p>
      <div className={css.map}>
        <span className={css.mapHead}>{t("importing.column")}</span><span className={css.mapHead}>{t("importing.samples")}</span><span className={css.mapHead} /><span className={css.mapHead}>{t("importing.field")}</span>
        {sheet.columns.map((column) => (
          <Fragment key={column.index}>
            <strong className="clip">{column.header}</strong>
            <span className={`${css.samples} clip`} title={column.samples.join("\n")}>{column.samples.filter((sample) => sample !== "").join("，")}</span>
            <ArrowRightOutlined className={`quiet ${css.arrow}`} aria-hidden />
            <span className={css.pick}>
              <Select style={{ width: "100%" }} allowClear value={mapping[String(column.index)] ?? null} placeholder={t("importing.skip")} aria-label={`${column.header} ${t("importing.field")}`} options={options} showSearch={{ optionFilterProp: "label" }} onChange={(field: string | null | undefined) => change(assigned(mapping, column.index, field ?? null))} />
            </span>
          </Fragment>
        ))}
      </div>
      {missing.length > 0 && <Alert type="warning" showIcon title={t("importing.missing", { fields: missing.map((field) => say(field.label)).join("、") })} />}
      {twice.map((field) => <Alert key={field.key} type="error" showIcon title={t("importing.twice", { field: say(field.label) })} />)}
      <div className={css.foot}><Button onClick={back}>{t("action.previous")}</Button><Button type="primary" loading={busy} disabled={Object.keys(mapping).length === 0 || twice.length > 0} onClick={next}>{t("importing.check")}</Button></div>
    </section>
  );
}
