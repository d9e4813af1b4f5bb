/** Several numbers of one report without dimensions, side by side. */
import { Link } from "react-router";
import { useLocale, useSay } from "@/parts/say";
import type { Result } from "../api";
import { lookOf, measures, recordsOf } from "../chart/shape";
import { card, exact } from "../format";
import { recordsPath } from "../paths";
import css from "./tile.module.css";

export function Figures({ result, app, form }: { result: Result; app: string; form: string | undefined }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <div className={css.figures}>
      {measures(result).map((place, measure) => {
        const column = result.columns[place];
        const value = result.rows[0]?.[place] ?? null;
        const where = recordsOf(result, 0, measure);
        if (!column) return null;
        const { number, unit } = card(value, lookOf(result, place), locale);
        const shown = (
          <span className={css.value} title={exact(value, lookOf(result, place), locale)}>
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
