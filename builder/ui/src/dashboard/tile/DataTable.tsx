/** The numbers of a report as a table: for reading, for the keyboard, and with the records behind each row. */
import { UnorderedListOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale, useSay } from "@/parts/say";
import type { Result } from "../api";
import { cellText, dimensions, lookOf, measures, recordsOf, rowName } from "../chart/shape";
import { bare, headUnit } from "../format";
import { recordsPath } from "../paths";
import css from "./tile.module.css";

interface Props {
  result: Result;
  title: string;
  open: (row: number, measure: number) => void;
  next: string | null;
  app: string;
  form: string | undefined;
}

export function DataTable({ result, title, open, next, app, form }: Props) {
  const { t } = useTranslation("dashboard");
  const say = useSay();
  const locale = useLocale();
  const [first] = dimensions(result);
  const blank = t("blank");
  return (
    <div className={css.tableBox} tabIndex={0} role="group" aria-label={title}>
      <table className={css.table}>
        <thead>
          <tr>
            {result.columns.map((column, place) => (
              <th key={column.key} scope="col" data-role={column.role}>
                {say(column.label)}
                {column.role === "measure" && <Unit text={headUnit(lookOf(result, place), locale)} />}
              </th>
            ))}
            <th>
              <span className="visually-hidden">{t("tile.records")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {result.rows.map((_, row) => (
            <tr key={row}>
              {result.columns.map((column, place) => {
                const text = cellText(result, row, place, locale, blank, false);
                return (
                  <td key={column.key} data-role={column.role} className={column.role === "measure" ? "num" : ""}>
                    {place === first && next !== null ? (
                      <button type="button" className={css.link} title={t("tile.by", { next })} onClick={() => open(row, 0)}>
                        {text}
                      </button>
                    ) : (
                      <ToMeasured {...{ result, row, place, app, form, text }} />
                    )}
                  </td>
                );
              })}
              <td className={css.to}>{form !== undefined && result.drill[row] && <ToRecords to={recordsPath(app, form, result.drill[row].where)} name={rowName(result, row, locale, blank)} />}</td>
            </tr>
          ))}
        </tbody>
        {result.total != null && (
          <tfoot>
            <tr>
              {result.columns.map((column, place) => (
                <td key={column.key} data-role={column.role} className={column.role === "measure" ? "num" : ""}>
                  {column.role === "measure" ? bare(result.total?.[place] ?? null, lookOf(result, place), locale) : place === first ? t("tile.total") : ""}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Once in the head instead of in every cell. */
function Unit({ text }: { text: string }) {
  return text === "" ? null : <span className={css.unit}> ({text})</span>;
}

/** Where measures count different records, each leads to its own. */
function ToMeasured({ result, row, place, app, form, text }: Pick<Props, "result" | "app" | "form"> & { row: number; place: number; text: string }) {
  const measure = measures(result).indexOf(place);
  if (measure < 0 || form === undefined || result.drill[row]?.measures === undefined) return text;
  return (
    <Link className={css.figureLink ?? ""} to={recordsPath(app, form, recordsOf(result, row, measure) ?? "")}>
      {text}
    </Link>
  );
}

function ToRecords({ to, name }: { to: string; name: string }) {
  const { t } = useTranslation("dashboard");
  return (
    <Tooltip title={t("tile.records")}>
      <Link to={to} aria-label={t("tile.recordsFor", { name })} data-records>
        <UnorderedListOutlined />
      </Link>
    </Tooltip>
  );
}
