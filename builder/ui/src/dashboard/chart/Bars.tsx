/** Rankings and funnels: bars of text, each a button, read by everyone. */
import { useTranslation } from "react-i18next";
import { useLocale } from "@/parts/say";
import { exact } from "../format";
import type { Shape } from "./shape";
import { PALETTE } from "./theme";
import css from "./bars.module.css";

interface Props {
  shape: Shape;
  open: (row: number, measure: number) => void;
}

/** The largest first, as long as it is against the largest. */
export function Ranking({ shape, open }: Props) {
  const locale = useLocale();
  const [series] = shape.series;
  if (!series) return null;
  const most = Math.max(...series.points.map((point) => Math.abs(point.value ?? 0)), 0) || 1;
  return (
    <ol className={css.ranking} data-chart="ranking">
      {series.points.map(({ value, row, measure }, index) => (
        <li key={index}>
          <button type="button" className={css.rank} disabled={row === null} onClick={() => row !== null && open(row, measure)}>
            <span className={css.place} data-top={index < 3}>
              {index + 1}
            </span>
            <span className={css.name}>
              <span className="clip">{shape.categories[index]}</span>
              <span className={css.track}>
                <span className={css.bar} style={{ width: `${(Math.abs(value ?? 0) / most) * 100}%` }} />
              </span>
            </span>
            <span className="num">{value === null ? "—" : exact(String(value), series.look, locale)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Stages one below the other, with the share that went on from each to the next. */
export function Funnel({ shape, open }: Props) {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  const [series] = shape.series;
  if (!series) return null;
  const first = series.points[0]?.value ?? 0;
  const most = Math.max(...series.points.map((point) => point.value ?? 0), 0) || 1;
  return (
    <ol className={css.funnel} data-chart="funnel">
      {series.points.map(({ value, row, measure }, index) => {
        const before = index === 0 ? null : (series.points[index - 1]?.value ?? null);
        return (
          <li key={index}>
            {before !== null && <span className={css.rate}>{t("funnel.on", { share: share(value, before) })}</span>}
            <button type="button" className={css.stage} disabled={row === null} title={t("funnel.ofFirst", { share: share(value, first) })} onClick={() => row !== null && open(row, measure)}>
              <span className="clip">{shape.categories[index]}</span>
              <span className={css.lane}>
                <span className={css.fill} style={{ width: `${Math.max(1, ((value ?? 0) / most) * 100)}%`, background: PALETTE[0], opacity: Math.max(0.4, 1 - index * 0.12) }} />
              </span>
              <span className="num">{value === null ? "—" : exact(String(value), series.look, locale)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function share(value: number | null, of: number): string {
  return of === 0 || value === null ? "—" : `${((value / of) * 100).toFixed(1)}%`;
}
