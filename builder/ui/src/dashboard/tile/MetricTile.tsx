/** A number, its unit, and how it moved; a click opens the records that make it up. */
import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Bundle, Text } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { metricQuery, type Filters, type Measured, type Tile } from "../api";
import { asNumber, card, change, exact, lookFrom, type Look } from "../format";
import { recordsPath } from "../paths";
import { Frame } from "./Frame";
import css from "./tile.module.css";

export function MetricTile({ app, tile, bundle, filters }: { app: string; tile: Tile; bundle: Bundle; filters: Filters }) {
  const say = useSay();
  const metric = tile.metric ?? "";
  const asked = useQuery(metricQuery(app, metric, filters, tile.compare ?? null));
  const form = asked.data?.form ?? bundle.metrics[metric]?.form;
  return (
    <Frame title={say(tile.title)} asked={asked}>
      {asked.data && <Number result={{ ...asked.data, unit: unitOf(bundle, metric) ?? asked.data.unit }} to={form === undefined ? null : recordsPath(app, form, asked.data.where)} compare={tile.compare ?? null} title={say(tile.title)} />}
    </Frame>
  );
}

/** In both languages, so that it follows the reader's. */
function unitOf(bundle: Bundle, metric: string): Text | null {
  return bundle.metrics[metric]?.unit ?? null;
}

function Number({ result, to, compare, title }: { result: Measured; to: string | null; compare: string | null; title: string }) {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  const look: Look = { ...lookFrom(result.text), ...result };
  const { number, unit } = card(result.value, look, locale);
  const shown = (
    <span className={css.value} title={exact(result.value, look, locale)} data-value={String(result.value)}>
      {number}
      {unit !== "" && <small>{unit}</small>}
    </span>
  );
  return (
    <div className={css.kpi}>
      {to === null ? shown : <Link to={to} aria-label={t("tile.recordsOf", { title, value: exact(result.value, look, locale) })}>{shown}</Link>}
      {compare !== null && <Moved result={result} compare={compare} look={look} />}
    </div>
  );
}

function Moved({ result, compare, look }: { result: Measured; compare: string; look: Look }) {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  const against = t(`compare.${compare}`, { defaultValue: t("compare.previous_period") });
  const moved = asNumber(result.change) ?? change(result.current ?? result.value, result.previous ?? null);
  if (moved === null) return <span className={css.moved}>{t("compare.none", { against })}</span>;
  const way = Math.abs(moved) < 0.0005 ? "same" : moved > 0 ? "up" : "down";
  const Arrow = { same: MinusOutlined, up: ArrowUpOutlined, down: ArrowDownOutlined }[way];
  return (
    <span className={css.moved} data-way={way} title={t("compare.was", { against, value: result.previous_text ?? exact(result.previous ?? null, look, locale), now: result.current_text ?? exact(result.current ?? result.value, look, locale) })}>
      <Arrow aria-hidden />
      {t(`compare.${way}`, { against, share: `${(Math.abs(moved) * 100).toFixed(1)}%` })}
    </span>
  );
}
