/** The look in one file: colours, sizes and type for Ant Design and for our own CSS. */
import type { ThemeConfig } from "antd";
import type { Tone } from "./tones";

export type { Tone } from "./tones";

export const colour = {
  primary: "#1a56f0",
  primaryDark: "#1546cc",
  primarySoft: "#eef3ff",
  ink: "#1b2330",
  inkSoft: "#465162",
  inkQuiet: "#5f6a7c",
  inkOff: "#a3acba",
  line: "#e6e9ef",
  lineStrong: "#d3d9e3",
  page: "#f5f6f9",
  surface: "#ffffff",
  hover: "#f5f7fb",
  selected: "#edf2ff",
  draft: "#515c6e",
  draftSoft: "#eef0f4",
  running: "#1a4fd8",
  runningSoft: "#e9effe",
  done: "#0f6b3c",
  doneSoft: "#e4f4ea",
  refused: "#b3261e",
  refusedSoft: "#fcebe9",
  late: "#9a4407",
  lateSoft: "#fdf0e0",
} as const;

/** Tones for choices and states: text on soft ground, each pair at AA or better. */
export const TONES = {
  grey: { text: colour.draft, soft: colour.draftSoft },
  blue: { text: colour.running, soft: colour.runningSoft },
  green: { text: colour.done, soft: colour.doneSoft },
  red: { text: colour.refused, soft: colour.refusedSoft },
  orange: { text: colour.late, soft: colour.lateSoft },
  gold: { text: "#7a5300", soft: "#fbf1d5" },
  yellow: { text: "#7a5300", soft: "#fbf1d5" },
  cyan: { text: "#0b6170", soft: "#e0f3f6" },
  teal: { text: "#0b6170", soft: "#e0f3f6" },
  purple: { text: "#6131b8", soft: "#f1eafc" },
  magenta: { text: "#a01a63", soft: "#fbe8f2" },
  pink: { text: "#a01a63", soft: "#fbe8f2" },
} as const satisfies Record<Tone, { text: string; soft: string }>;

/** What a definition writes as a colour -> a tone we can show; unknown is grey. */
export function toneOf(name: string | undefined): Tone {
  return name !== undefined && name in TONES ? (name as Tone) : "grey";
}

export const size = { radius: 6, row: 40, header: 48, side: 216, gap: 8, touch: 44 } as const;

export const PHONE = "(max-width: 767px)";

const FONT =
  '-apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", Roboto, sans-serif';

/** The tokens as Ant Design reads them; on a phone everything that is pressed grows to 44 px. Who wants no motion gets none. */
export function antdTheme(phone: boolean, still: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: colour.primary,
      // Under the mouse colours grow darker, so that what is written on them or in them stays readable.
      colorPrimaryHover: colour.primaryDark,
      colorPrimaryActive: "#103aab",
      colorInfo: colour.primary,
      colorLink: colour.primary,
      colorLinkHover: colour.primaryDark,
      colorErrorHover: "#981f18",
      colorSuccess: colour.done,
      colorError: colour.refused,
      colorWarning: colour.late,
      colorSuccessBg: colour.doneSoft,
      colorSuccessBorder: "#a9d9bd",
      colorErrorBg: colour.refusedSoft,
      colorErrorBorder: "#f0b9b4",
      colorWarningBg: colour.lateSoft,
      colorWarningBorder: "#f0cd9f",
      colorInfoBg: colour.primarySoft,
      colorInfoBorder: "#c5d6fc",
      colorText: colour.ink,
      colorTextSecondary: colour.inkSoft,
      colorTextTertiary: colour.inkQuiet,
      colorTextDescription: colour.inkQuiet,
      colorTextPlaceholder: "#6c7789",
      colorBorder: colour.lineStrong,
      colorBorderSecondary: colour.line,
      colorBgLayout: colour.page,
      borderRadius: size.radius,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: phone ? size.touch : 32,
      controlHeightSM: phone ? 40 : 26,
      wireframe: false,
      motion: !still,
      motionDurationMid: "0.14s",
      motionDurationSlow: "0.2s",
      boxShadow: "0 6px 24px rgba(20, 30, 55, .10), 0 1px 4px rgba(20, 30, 55, .06)",
      boxShadowSecondary: "0 8px 28px rgba(20, 30, 55, .13), 0 2px 6px rgba(20, 30, 55, .06)",
    },
    components: {
      Button: { fontWeight: 500, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Tabs: { horizontalItemPadding: "10px 0", titleFontSize: 14, horizontalMargin: "0" },
      Menu: { itemHeight: 36, itemBorderRadius: size.radius },
      Drawer: { paddingLG: 20 },
      Tooltip: { colorBgSpotlight: "#232c3b" },
    },
  };
}

/** ink -> --ink, inkSoft -> --ink-soft: the same tokens as CSS variables on :root. */
export function applyCssVariables(root: HTMLElement): void {
  for (const [name, value] of Object.entries(colour)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  for (const [name, { text, soft }] of Object.entries(TONES)) {
    root.style.setProperty(`--tone-${name}`, text);
    root.style.setProperty(`--tone-${name}-soft`, soft);
  }
  root.style.setProperty("--font", FONT);
  root.style.setProperty("--radius", `${size.radius}px`);
  root.style.setProperty("--row", `${size.row}px`);
  root.style.setProperty("--touch", `${size.touch}px`);
}
