/** A report as a chart or a table, opened level by level down to the records. */
import { BarChartOutlined, TableOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Bundle, ReportBundle, Text } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { reportQuery, withUnits, type Filters, type Result, type Tile } from "../api";
import { Funnel, Ranking } from "../chart/Bars";
import { isDrawn } from "../chart/option";
import { dimensions, recordsOf, rowName, shapeOf } from "../chart/shape";
import { recordsPath } from "../paths";
import { stepsOf, whereOf, type Level } from "../state";
import { Crumbs } from "./Crumbs";
import { DataTable } from "./DataTable";
import { Figures } from "./Figures";
import { Frame } from "./Frame";
import css from "./tile.module.css";

const Chart = lazy(() => import("../chart/Chart"));

interface Props {
  app: string;
  tile: Tile;
  bundle: Bundle;
  filters: Filters;
  levels: Level[];
  setLevels: (levels: Level[]) => void;
}

export function ReportTile({ app, tile, bundle, filters, levels, setLevels }: Props) {
  const { t } = useTranslation("dashboard");
  const say = useSay();
  const key = tile.report ?? "";
  const asked = useQuery(reportQuery(app, key, filters, stepsOf(levels), whereOf(levels)));
  const [tabular, setTabular] = useState(false);
  const report = bundle.reports[key];
  const kind = tile.chart?.kind ?? asked.data?.chart?.kind ?? "table";
  const result = useMemo(() => asked.data && withUnits(asked.data, bundle.metrics), [asked.data, bundle.metrics]);
  const form = result?.form ?? report?.form;
  const next = nextOf(result, report, levels.length);
  const open = useOpen({ app, form, result, deeper: next !== null, levels, setLevels });
  const chart = kind === "table" || kind === "kpi" ? null : (
    <Tooltip title={t(tabular ? "tile.asChart" : "tile.asTable")}>
      <Button type="text" size="small" icon={tabular ? <BarChartOutlined /> : <TableOutlined />} aria-label={t(tabular ? "tile.asChart" : "tile.asTable")} aria-pressed={tabular} onClick={() => setTabular(!tabular)} />
    </Tooltip>
  );
  const path = levels.length === 0 ? undefined : <Crumbs first={say(tile.title)} levels={levels} go={(depth) => setLevels(levels.slice(0, depth))} />;
  return (
    <Frame title={say(tile.title)} asked={asked} actions={chart} below={path}>
      {result && <Shown kind={tabular ? "table" : levels.length > 0 ? below(kind, result) : kind} result={result} title={say(tile.title)} open={open} next={next === null ? null : say(next)} app={app} form={form} />}
    </Frame>
  );
}

/** Further down the dimension is another: a line runs through days only, a funnel through its own stages. */
function below(kind: string, result: Result): string {
  const [first] = result.columns;
  const days = first?.kind === "date" || first?.kind === "datetime";
  if (kind === "line") return days ? "line" : "bar";
  return kind === "kpi" ? "table" : kind === "funnel" ? "ranking" : kind;
}

interface Opening {
  app: string;
  form: string | undefined;
  result: Result | undefined;
  deeper: boolean;
  levels: Level[];
  setLevels: (levels: Level[]) => void;
}

/** A row opens the next dimension while there is one, then its records. */
function useOpen({ app, form, result, deeper, levels, setLevels }: Opening): (row: number, measure: number) => void {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  const navigate = useNavigate();
  return (row, measure) => {
    if (!result) return;
    const [first, ...others] = dimensions(result);
    const where = recordsOf(result, row, measure);
    if (deeper && first !== undefined) {
      const whole = others.length > 0 ? result.drill[row]?.where : undefined;
      const label = rowName(result, row, locale, t("blank"));
      setLevels([...levels, { label, value: result.rows[row]?.[first] ?? null, ...(whole === undefined ? {} : { where: whole }) }]);
    } else if (form !== undefined && where !== undefined) void navigate(recordsPath(app, form, where));
  };
}

/** The dimension that comes next; null when the records do. */
function nextOf(result: Result | undefined, report: ReportBundle | undefined, depth: number): Text | null {
  if (result?.next !== undefined) return result.next;
  return report?.drill?.[depth] ?? null;
}

interface ShownProps {
  kind: string;
  result: Result;
  title: string;
  open: (row: number, measure: number) => void;
  /** What a row opens next; null for its records. */
  next: string | null;
  app: string;
  form: string | undefined;
}

function Shown({ kind, result, title, open, next, app, form }: ShownProps) {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  const shape = useMemo(() => shapeOf(result, locale, t("blank")), [result, locale, t]);
  if (result.rows.length === 0) return <p className={css.empty}>{t("tile.empty")}</p>;
  if (kind === "table") return <DataTable result={result} open={open} next={next} app={app} form={form} title={title} />;
  if (kind === "kpi") return <Figures result={result} app={app} form={form} />;
  if (kind === "ranking") return <Ranking shape={shape} open={open} />;
  if (kind === "funnel") return <Funnel shape={shape} open={open} />;
  if (!isDrawn(kind)) return <p className={css.unknown}>{t("tile.unknownChart", { kind })}</p>;
  return (
    <Suspense fallback={null}>
      <Chart kind={kind} shape={shape} locale={locale} label={t("tile.chartOf", { title, count: result.rows.length })} open={open} />
    </Suspense>
  );
}
