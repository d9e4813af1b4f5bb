/** The look of all charts: our colours, our type, the legend at the top where it covers nothing. */
import { colour } from "@/theme/tokens";

/** Neighbours differ in hue and in lightness; each is at 3:1 or better on white. */
export const PALETTE = ["#2f6bff", "#0f9d8a", "#d97a00", "#8a4fd0", "#d6455d", "#64748b", "#1b8fc4", "#748f10", "#b3528f", "#4d5bd1", "#a86523", "#2f8f57"] as const;

export const FONT = '-apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const text = { color: colour.inkQuiet, fontSize: 12, fontFamily: FONT };

export const base = {
  color: [...PALETTE],
  textStyle: { fontFamily: FONT, color: colour.ink },
  animationDuration: 260,
  animationDurationUpdate: 220,
  tooltip: {
    confine: true,
    backgroundColor: "#fff",
    borderColor: colour.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: colour.ink, fontSize: 12, fontFamily: FONT },
    extraCssText: "box-shadow:0 6px 24px rgba(20,30,55,.12);border-radius:6px",
  },
  legend: { type: "scroll", top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 14, icon: "roundRect", textStyle: { ...text, color: colour.inkSoft } },
};

export const categoryAxis = {
  type: "category",
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colour.lineStrong } },
  axisLabel: { ...text, hideOverlap: true, width: 92, overflow: "truncate" },
};

export const valueAxis = {
  type: "value",
  axisLabel: { ...text },
  splitLine: { lineStyle: { color: colour.line } },
  splitNumber: 4,
};
