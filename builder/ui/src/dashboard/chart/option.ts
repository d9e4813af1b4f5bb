/** Shape → what ECharts draws. One builder per kind; each mark carries the row it stands for. */
import type { Locale } from "@/api/types";
import { exact, scaleOf, tick } from "../format";
import type { Series, Shape } from "./shape";
import { base, categoryAxis, PALETTE, valueAxis } from "./theme";

export type DrawnKind = "line" | "bar" | "stacked_bar" | "pie";

export interface Drawing {
  shape: Shape;
  locale: Locale;
  /** Pixels there are from side to side. */
  width: number;
}

/** ECharts takes plain objects; their shape is its own affair. */
export type Option = Record<string, unknown>;

type Builder = (drawing: Drawing) => Option;

const said = (series: Series, locale: Locale) => (value: unknown) => (typeof value === "number" ? exact(String(value), series.look, locale) : "—");

const MONTH = /^(\d{4})年(\d{1,2}月)$/;

/** Months in a row say their year once: "1月" over "2026年", then 2月, 3月 … */
export function axisText(categories: string[]): (text: string, index: number) => string {
  const year = (text: string | undefined) => MONTH.exec(text ?? "")?.[1];
  return (text, index) => {
    const [, own, month] = MONTH.exec(text) ?? [];
    if (own === undefined || month === undefined) return text;
    return index === 0 || year(categories[index - 1]) !== own ? `${month}\n${own}年` : month;
  };
}

/** Every category is named while each has room; else bars shorten names and lines skip some. */
function labels({ shape, width }: Drawing, skip: boolean): Option {
  const room = Math.floor((width - 64) / Math.max(1, shape.categories.length));
  const months = shape.categories.every((text) => MONTH.test(text));
  const shown = { ...categoryAxis.axisLabel, ...(months ? { formatter: axisText(shape.categories) } : {}) };
  if (months ? room < 34 : skip || room < 42) return shown;
  return { ...shown, interval: 0, hideOverlap: false, width: Math.min(120, room - 6) };
}

/** Which axis each series stands on: those of the first one's unit left, all others right. */
function sides({ shape, locale }: Drawing): number[] {
  const first = scaleOf(shape.series[0]?.look ?? {}, locale);
  return shape.series.map((series) => (scaleOf(series.look, locale) === first ? 0 : 1));
}

function axes(drawing: Drawing, skip: boolean): Option {
  const { shape, locale } = drawing;
  const many = shape.series.length > 1;
  const right = sides(drawing).indexOf(1);
  const axis = (series: Series | undefined): Option => {
    const look = series?.look ?? {};
    const whole = look.digits === 0 && look.as !== "percent" ? { minInterval: 1 } : {};
    return { ...valueAxis, ...whole, axisLabel: { ...valueAxis.axisLabel, formatter: (value: number) => tick(value, look, locale) } };
  };
  return {
    ...base,
    grid: { left: 4, right: 12, top: many ? 34 : 12, bottom: 2, containLabel: true },
    legend: { ...base.legend, show: many, selected: spare(drawing) },
    xAxis: { ...categoryAxis, data: shape.categories, axisLabel: labels(drawing, skip) },
    yAxis: right < 0 ? axis(shape.series[0]) : [axis(shape.series[0]), { ...axis(shape.series[right]), splitLine: { show: false } }],
  };
}

/** A third unit has no axis of its own: such series wait in the legend. */
function spare(drawing: Drawing): Record<string, boolean> {
  const { shape, locale } = drawing;
  const right = shape.series[sides(drawing).indexOf(1)];
  const kept = new Set([shape.series[0], right].map((series) => scaleOf(series?.look ?? {}, locale)));
  return Object.fromEntries(shape.series.filter((series) => !kept.has(scaleOf(series.look, locale))).map((series) => [series.name, false]));
}

function points(series: Series) {
  return series.points.map(({ value, row, measure }) => ({ value, row, measure }));
}

function stroke(series: Series, drawing: Drawing, side: number, joined = true): Option {
  return {
    type: "line",
    name: series.name,
    data: points(series),
    yAxisIndex: side,
    smooth: 0.2,
    smoothMonotone: "x",
    symbol: "circle",
    symbolSize: 7,
    showSymbol: drawing.shape.categories.length <= 31,
    lineStyle: { width: joined ? 2 : 0 },
    ...(drawing.shape.series.length === 1 ? { areaStyle: { opacity: 0.07 } } : {}),
    tooltip: { valueFormatter: said(series, drawing.locale) },
  };
}

const line: Builder = (drawing) => {
  const drawn = axes(drawing, true);
  const xAxis = { ...(drawn["xAxis"] as Option), boundaryGap: drawing.shape.categories.length < 3 };
  const side = sides(drawing);
  return { ...drawn, xAxis, tooltip: { ...base.tooltip, trigger: "axis" }, series: drawing.shape.series.map((series, index) => stroke(series, drawing, side[index] ?? 0)) };
};

/** Bars of one unit; a measure of another runs through them as a line, or stands over them as dots where nothing runs. */
function bars(stack: boolean): Builder {
  return (drawing) => {
    const side = sides(drawing);
    const last = side.lastIndexOf(0);
    return {
      ...axes(drawing, false),
      tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: "shadow" } },
      series: drawing.shape.series.map((series, index) =>
        side[index] === 1
          ? stroke(series, drawing, 1, drawing.shape.timed)
          : {
              type: "bar",
              name: series.name,
              data: points(series),
              barMaxWidth: 34,
              ...(stack ? { stack: "all" } : {}),
              itemStyle: { borderRadius: stack && index < last ? 0 : [3, 3, 0, 0] },
              tooltip: { valueFormatter: said(series, drawing.locale) },
            },
      ),
    };
  };
}

/** The legend beside the ring says each share: slices are too small to write on. */
const pie: Builder = ({ shape, locale, width }) => {
  const [series] = shape.series;
  if (!series) return base;
  const total = series.points.reduce((sum, point) => sum + (point.value ?? 0), 0);
  const share = (name: string) => {
    const value = series.points[shape.categories.indexOf(name)]?.value ?? 0;
    return total === 0 ? name : `${((value / total) * 100).toFixed(1)}%  ${name}`;
  };
  const outer = Math.max(40, Math.min(104, width * 0.22));
  const textStyle = { ...base.legend.textStyle, width: Math.max(70, width * 0.46 - 34), overflow: "truncate" };
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: "item", valueFormatter: said(series, locale) },
    legend: { ...base.legend, orient: "vertical", top: "middle", left: "53%", itemGap: 8, formatter: share, textStyle },
    series: [
      {
        type: "pie",
        name: series.name,
        radius: [outer * 0.6, outer],
        center: ["25%", "50%"],
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
