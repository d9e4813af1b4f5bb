/** Shape → what ECharts draws. One builder per kind; each mark carries the row it stands for. */
import type { Locale } from "@/api/types";
import { exact, tick } from "../format";
import type { Series, Shape } from "./shape";
import { base, categoryAxis, PALETTE, valueAxis } from "./theme";

export type DrawnKind = "line" | "bar" | "stacked_bar" | "pie";

export interface Drawing {
  shape: Shape;
  locale: Locale;
  /** Pixels there are from side to side. */
  width: number;
}

const NARROW = 380;

/** ECharts takes plain objects; their shape is its own affair. */
export type Option = Record<string, unknown>;

type Builder = (drawing: Drawing) => Option;

const said = (series: Series, locale: Locale) => (value: unknown) => (typeof value === "number" ? exact(String(value), series.look, locale) : "—");

/** Every category is named while each has room for three characters; else as many as fit. */
function labels({ shape, width }: Drawing): Option {
  const room = Math.floor((width - 64) / Math.max(1, shape.categories.length));
  return { ...categoryAxis.axisLabel, ...(room < 42 ? {} : { interval: 0, hideOverlap: false, width: Math.min(120, room - 6) }) };
}

function axes(drawing: Drawing): Option {
  const { shape, locale } = drawing;
  const look = shape.series[0]?.look ?? {};
  const many = shape.series.length > 1;
  return {
    ...base,
    grid: { left: 4, right: 12, top: many ? 34 : 12, bottom: 2, containLabel: true },
    legend: { ...base.legend, show: many },
    xAxis: { ...categoryAxis, data: shape.categories, axisLabel: labels(drawing) },
    yAxis: { ...valueAxis, ...(look.digits === 0 && look.as !== "percent" ? { minInterval: 1 } : {}), axisLabel: { ...valueAxis.axisLabel, formatter: (value: number) => tick(value, look, locale) } },
  };
}

function points(series: Series) {
  return series.points.map(({ value, row, measure }) => ({ value, row, measure }));
}

const line: Builder = (drawing) => ({
  ...axes(drawing),
  tooltip: { ...base.tooltip, trigger: "axis" },
  xAxis: { ...categoryAxis, data: drawing.shape.categories, axisLabel: labels(drawing), boundaryGap: drawing.shape.categories.length < 3 },
  series: drawing.shape.series.map((series) => ({
    type: "line",
    name: series.name,
    data: points(series),
    smooth: 0.2,
    symbol: "circle",
    symbolSize: 7,
    showSymbol: drawing.shape.categories.length <= 31,
    lineStyle: { width: 2 },
    ...(drawing.shape.series.length === 1 ? { areaStyle: { opacity: 0.07 } } : {}),
    tooltip: { valueFormatter: said(series, drawing.locale) },
  })),
});

function bars(stack: boolean): Builder {
  return (drawing) => ({
    ...axes(drawing),
    tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: "shadow" } },
    series: drawing.shape.series.map((series, index) => ({
      type: "bar",
      name: series.name,
      data: points(series),
      barMaxWidth: 34,
      ...(stack ? { stack: "all" } : {}),
      itemStyle: { borderRadius: stack && index < drawing.shape.series.length - 1 ? 0 : [3, 3, 0, 0] },
      tooltip: { valueFormatter: said(series, drawing.locale) },
    })),
  });
}

/** Small slices are told apart by the legend, so a share is only written on large ones. */
const pie: Builder = ({ shape, locale, width }) => {
  const [series] = shape.series;
  const narrow = width < NARROW;
  if (!series) return base;
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: "item", valueFormatter: said(series, locale) },
    legend: { ...base.legend, orient: narrow ? "horizontal" : "vertical", ...(narrow ? {} : { top: "middle", left: "58%", right: 0 }) },
    series: [
      {
        type: "pie",
        name: series.name,
        radius: narrow ? ["38%", "62%"] : ["48%", "78%"],
        center: narrow ? ["50%", "60%"] : ["28%", "50%"],
        label: { show: false },
        itemStyle: { borderColor: "#fff", borderWidth: 2 },
        data: series.points.map(({ value, row, measure }, index) => ({ value, row, measure, name: shape.categories[index] ?? "", itemStyle: { color: PALETTE[index % PALETTE.length] } })),
      },
    ],
  };
};

const BUILDERS: Readonly<Record<DrawnKind, Builder>> = { line, bar: bars(false), stacked_bar: bars(true), pie };

export function isDrawn(kind: string): kind is DrawnKind {
  return kind in BUILDERS;
}

export function optionOf(kind: DrawnKind, drawing: Drawing): Option {
  return BUILDERS[kind](drawing);
}
