/** Rows of a subform as they are read, with sums of what can be added up. */
import { useTranslation } from "react-i18next";
import type { FieldBundle, RowValues, Wire } from "@/api/types";
import { isRows } from "@/model/form/live";
import { asText } from "@/model/numbers";
import { totals } from "@/model/totals";
import { useSay } from "@/parts/say";
import { isBlank, type ShowContext } from "@/widgets/kit";
import { Show, widgetOf } from "@/widgets/show";
import css from "./Record.module.css";

export function SubTable({ field, value, context }: { field: FieldBundle; value: Wire; context: ShowContext }) {
  const { t } = useTranslation();
  const say = useSay();
  const columns = field.fields ?? [];
  const rows: RowValues[] = isRows(value) ? value : [];
  const sums = totals(columns, rows);
  const end = (column: FieldBundle): string => (widgetOf(column)?.align === "right" ? (css.end ?? "") : "");
  return (
    <div className={css.tableBox} tabIndex={0} role="region" aria-label={say(field.label)}>
      <table className={css.table}>
        <thead><tr>{columns.map((column) => <th key={column.key} className={end(column)}>{say(column.label)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => <td key={column.key} className={end(column)}>{isBlank(row[column.key]) ? "" : <Show value={row[column.key] ?? null} field={column} context={context} dense />}</td>)}
            </tr>
          ))}
        </tbody>
        {sums.size > 0 && rows.length > 1 && (
          <tfoot>
            <tr>{columns.map((column, index) => <td key={column.key} className={end(column)}>{sums.has(column.key) ? <Show value={asText(sums.get(column.key)) ?? null} field={column} context={context} dense /> : index === 0 ? t("subform.total") : ""}</td>)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
