/** Texts of the dashboards in both languages; the Chinese set fixes the keys. */
import { addTexts, type Texts } from "@/i18n";

const zh = {
  yes: "是",
  no: "否",
  blank: "（未填）",
  filters: { title: "筛选", all: "全部", range: "自定义…", reset: "恢复默认" },
  empty: { title: "这个看板还没有内容", hint: "看板由图表和指标卡组成，在应用定义里添加。" },
  tile: {
    loading: "正在加载",
    broken: "这一块没有显示出来",
    retry: "重试",
    empty: "所选范围内没有数据",
    unknownChart: "不认识的图表类型：{{kind}}",
    chartOf: "{{title}}，{{count}} 行数据；可切换为表格阅读",
    asTable: "看表格",
    asChart: "看图表",
    records: "查看记录",
    recordsOf: "{{title}}：{{value}}，查看记录",
    recordsFor: "查看“{{name}}”的记录",
    by: "按{{next}}展开",
    path: "{{title}}的下钻路径",
    back: "返回上一层",
    all: "全部",
    total: "合计",
  },
  compare: {
    none: "{{against}}没有可比数据",
    was: "本期 {{now}}，{{against}} {{value}}",
    up: "比{{against}}上升 {{share}}",
    down: "比{{against}}下降 {{share}}",
    same: "与{{against}}持平",
    previous_day: "前一天",
    previous_week: "上周",
    previous_month: "上月",
    previous_quarter: "上季度",
    previous_year: "去年同期",
    previous_period: "上一期",
  },
  funnel: { on: "↓ {{share}}", ofFirst: "占第一步的 {{share}}" },
};

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

const en: Same<typeof zh> = {
  yes: "Yes",
  no: "No",
  blank: "(blank)",
  filters: { title: "Filters", all: "All", range: "Custom…", reset: "Reset" },
  empty: { title: "Nothing on this dashboard yet", hint: "Dashboards are made of charts and number cards, added in the app's definition." },
  tile: {
    loading: "Loading",
    broken: "This tile could not be shown",
    retry: "Retry",
    empty: "No data in this range",
    unknownChart: "Unknown chart: {{kind}}",
    chartOf: "{{title}}, {{count}} rows; can be read as a table",
    asTable: "Show as table",
    asChart: "Show as chart",
    records: "Show records",
    recordsOf: "{{title}}: {{value}}, show records",
    recordsFor: "Records of “{{name}}”",
    by: "Open by {{next}}",
    path: "Where {{title}} is opened",
    back: "Back one level",
    all: "All",
    total: "Total",
  },
  compare: {
    none: "Nothing to compare with {{against}}",
    was: "now {{now}}, {{against}} {{value}}",
    up: "up {{share}} on {{against}}",
    down: "down {{share}} on {{against}}",
    same: "same as {{against}}",
    previous_day: "the day before",
    previous_week: "last week",
    previous_month: "last month",
    previous_quarter: "last quarter",
    previous_year: "last year",
    previous_period: "the period before",
  },
  funnel: { on: "↓ {{share}}", ofFirst: "{{share}} of the first step" },
};

export const texts = { "zh-CN": zh, en };

export function loadTexts(): void {
  addTexts("dashboard", texts as unknown as { "zh-CN": Texts; en: Texts });
}
