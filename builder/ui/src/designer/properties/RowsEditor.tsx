/** The columns of a subform, to select one of them. */
import { useTranslation } from "react-i18next";
import { idOf } from "@/model/document/names";
import { textOf, type FieldDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor } from "../editor/Editor";
import { TypeIcon } from "../editor/icons";
import css from "./properties.module.css";

export function RowsEditor({ field }: { field: FieldDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { session, form, types } = useEditor();
  const columns = field.fields ?? [];
  if (columns.length === 0) return <p className={css.hint}>{t("canvas.dropColumn")}</p>;
  return (
    <div className={css.rows}>
      {columns.map((column) => (
        <button key={idOf(column)} type="button" className={css.rowItem} onClick={() => session.getState().select({ kind: "field", form, field: idOf(column), parent: idOf(field) }, true)}>
          <TypeIcon name={types.get(column.type)?.icon} />
          <span className="clip">{textOf(column.label, locale)}</span>
          <code className={css.quietCode}>{column.key}</code>
        </button>
      ))}
    </div>
  );
}
