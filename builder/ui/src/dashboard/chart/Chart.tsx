/** A chart on a canvas: sized with its tile, disposed of with it; a click on a mark tells its row. */
import { useEffect, useRef, useState } from "react";
import { init, type ECharts } from "./echarts";
import { optionOf, type DrawnKind, type Option } from "./option";
import type { Point, Shape } from "./shape";
import type { Locale } from "@/api/types";

/** What a mark opens: a row, at one of its measures. */
export type Open = (row: number, measure: number) => void;

interface Props {
  kind: DrawnKind;
  shape: Shape;
  locale: Locale;
  label: string;
  open: Open;
}

export default function Chart({ kind, shape, locale, label, open }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const opener = useRef(open);
  const latest = useRef({ kind, shape });
  const [width, setWidth] = useState(0);
  useEffect(() => {
    opener.current = open;
    latest.current = { kind, shape };
  }, [open, kind, shape]);
  useEffect(() => {
    if (!host.current) return;
    const made = init(host.current);
    chart.current = made;
    const watch = new ResizeObserver(([entry]) => {
      made.resize();
      setWidth(Math.round(entry?.contentRect.width ?? 0));
    });
    watch.observe(host.current);
    const follow = (mark: unknown) => {
      if (isMark(mark)) opener.current(mark.row, mark.measure);
    };
    made.on("click", ({ data }) => {
      if (latest.current.kind !== "line") follow(data);
    });
    made.getZr().on("click", ({ offsetX, offsetY }) => {
      follow(beside(made, latest.current, [offsetX, offsetY]));
    });
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    if (width === 0) return;
    const option: Option = optionOf(kind, { shape, locale, width });
    chart.current?.setOption(option, { notMerge: true });
  }, [kind, shape, locale, width]);
  return <div ref={host} role="img" aria-label={label} data-chart={kind} style={{ width: "100%", height: "100%" }} />;
}

function isMark(data: unknown): data is { row: number; measure: number } {
  return typeof data === "object" && data !== null && "row" in data && typeof data.row === "number" && "measure" in data && typeof data.measure === "number";
}

/** A line is thin: a click anywhere among its points means the nearest of them. */
function beside(chart: ECharts, { kind, shape }: Pick<Props, "kind" | "shape">, point: [number, number]): Point | undefined {
  if (kind !== "line" || !chart.containPixel("grid", point)) return undefined;
  const [at, value] = chart.convertFromPixel("grid", point) as [number, number];
  const marks = shape.series.flatMap((series) => series.points[at] ?? []).filter((mark) => mark.value !== null);
  const away = (mark: Point) => Math.abs((mark.value ?? 0) - value);
  return marks.toSorted((a, b) => away(a) - away(b))[0];
}
