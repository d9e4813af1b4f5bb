/** Several numbers of one report without dimensions, side by side. */
import { Link } from "react-router";
import type { ReportResult } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { lookOf, measures } from "../chart/shape";
import { card, exact } from "../format";
import { recordsPath } from "../paths";
import css from "./tile.module.css";

export function Figures({ result, app, form }: { result: ReportResult; app: string; form: string | undefined }) {
  const say = useSay();
  const locale = useLocale();
  const where = result.drill[0]?.where;
  return (
    <div className={css.figures}>
      {measures(result).map((place) => {
        const column = result.columns[place];
        const value = result.rows[0]?.[place] ?? null;
        if (!column) return null;
        const { number, unit } = card(value, lookOf(column), locale);
        const shown = (
          <span className={css.value} title={exact(value, lookOf(column), locale)}>
            {number}
            {unit !== "" && <small>{unit}</small>}
          </span>
        );
        return (
          <div key={column.key} className={css.figure}>
            <span className="quiet">{say(column.label)}</span>
            {form === undefined || where === undefined ? shown : <Link to={recordsPath(app, form, where)}>{shown}</Link>}
          </div>
        );
      })}
    </div>
  );
}
