/** Refusals that name no field, above the form. */
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { useForm } from "./context";
import css from "./Form.module.css";
import { useWords } from "./words";

export function FormTrouble() {
  const { t } = useTranslation();
  const words = useWords();
  const lines = useForm(useShallow((state) => [...(state.refused.get("") ?? []).map((text) => words({ at: "", text })), ...(state.showAll ? state.mistakes.filter((mistake) => mistake.at === "").map(words) : [])]));
  if (lines.length === 0) return null;
  return <div id="form-trouble" className={css.trouble}><Alert type="error" showIcon title={lines.length === 1 ? lines[0] : t("form.formProblems")} description={lines.length === 1 ? undefined : <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>} /></div>;
}
