/** boolean: yes, no, or not answered yet. */
import { useTranslation } from "react-i18next";
import css from "./boolean.module.css";
import type { EditProps, Widget } from "./kit";

function Edit({ id, label, field, value, change, disabled, invalid, describedBy, dense }: EditProps) {
  const { t } = useTranslation();
  const press = (next: boolean): void => change(value === next && !field.required ? null : next);
  return (
    <div role="radiogroup" aria-label={label} aria-describedby={describedBy} aria-invalid={invalid} className={`${css.pair} ${invalid ? css.invalid : ""} ${dense ? css.dense : ""}`}>
      <button id={id} type="button" role="radio" aria-checked={value === true} disabled={disabled} onClick={() => press(true)}>{t("state.yes")}</button>
      <button type="button" role="radio" aria-checked={value === false} disabled={disabled} onClick={() => press(false)}>{t("state.no")}</button>
    </div>
  );
}

const YES = new Set(["是", "true", "yes", "y", "1", "√", "有", "对"]);
const NO = new Set(["否", "false", "no", "n", "0", "×", "无"]);

export const boolean: Widget = {
  width: 80,
  text: (value, _, { locale }) => (typeof value !== "boolean" ? "" : locale === "en" ? (value ? "Yes" : "No") : value ? "是" : "否"),
  Edit,
  read: (typed) => {
    const word = typed.trim().toLowerCase();
    return word === "" ? null : YES.has(word) ? true : NO.has(word) ? false : undefined;
  },
};
