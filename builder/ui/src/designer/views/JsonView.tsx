/** The form as it is written: read and copied here, changed in the designer. */
import { CopyOutlined } from "@ant-design/icons";
import { App, Button, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { findForm } from "@/model/document/find";
import { written } from "@/model/document/prepare";
import { useDefinition, useEditor } from "../editor/Editor";
import css from "./views.module.css";

export function JsonView() {
  const { t } = useTranslation("designer");
  const { message } = App.useApp();
  const definition = useDefinition();
  const { form: id } = useEditor();
  const [whole, setWhole] = useState(false);
  const text = useMemo(() => {
    const shown = written(definition);
    return JSON.stringify(whole ? shown : findForm(shown, id), null, 2);
  }, [definition, whole, id]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(t("json.copied"));
    } catch {
      void message.error(t("json.notCopied"));
    }
  };
  return (
    <main className={css.json}>
      <div className={css.jsonHead}>
        <Segmented size="small" value={whole ? "app" : "form"} options={[{ value: "form", label: t("json.form") }, { value: "app", label: t("json.app") }]} onChange={(value) => setWhole(value === "app")} />
        <span className="quiet">{t("json.hint")}</span>
        <Button size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
          {t("json.copy")}
        </Button>
      </div>
      <pre className={css.code} tabIndex={0} aria-label={t("mode.json")}>
        {text}
      </pre>
    </main>
  );
}
