/** The operators of engine/fields/filters.py: key, words, and the expression each one writes. */
import type { Kind, Text } from "@/api/types";

export interface FilterEntry {
  key: string;
  label: Text;
  kinds: Kind[];
  /** Holes: {field}, {value}, {values} (a list), {from} and {to}. */
  template: string;
}

export const FILTERS: FilterEntry[] = [
  { key: "is", label: { "zh-CN": "等于", en: "is" }, kinds: ["text", "number", "date", "reference"], template: "{field} == {value}" },
  { key: "is_not", label: { "zh-CN": "不等于", en: "is not" }, kinds: ["text", "number"], template: "({field} != {value} or ISBLANK({field}))" },
  { key: "any_of", label: { "zh-CN": "属于", en: "is any of" }, kinds: ["text", "reference"], template: "{field} in ({values})" },
  { key: "contains", label: { "zh-CN": "包含", en: "contains" }, kinds: ["text"], template: "CONTAINS({field}, {value})" },
  { key: "starts_with", label: { "zh-CN": "开头是", en: "starts with" }, kinds: ["text"], template: "STARTSWITH({field}, {value})" },
  { key: "at_least", label: { "zh-CN": "不小于", en: "is at least" }, kinds: ["number"], template: "{field} >= {value}" },
  { key: "at_most", label: { "zh-CN": "不大于", en: "is at most" }, kinds: ["number"], template: "{field} <= {value}" },
  { key: "before", label: { "zh-CN": "早于", en: "is before" }, kinds: ["date", "datetime"], template: "{field} < {value}" },
  { key: "after", label: { "zh-CN": "晚于", en: "is after" }, kinds: ["date", "datetime"], template: "{field} > {value}" },
  { key: "between", label: { "zh-CN": "介于", en: "is between" }, kinds: ["number", "date", "datetime"], template: "({field} >= {from} and {field} <= {to})" },
  { key: "is_true", label: { "zh-CN": "是", en: "is yes" }, kinds: ["boolean"], template: "{field} == true" },
  { key: "is_false", label: { "zh-CN": "否", en: "is no" }, kinds: ["boolean"], template: "{field} == false" },
  { key: "blank", label: { "zh-CN": "为空", en: "is blank" }, kinds: ["text", "number", "date", "datetime", "reference", "json"], template: "ISBLANK({field})" },
  { key: "filled", label: { "zh-CN": "不为空", en: "is filled" }, kinds: ["text", "number", "date", "datetime", "reference", "json"], template: "not ISBLANK({field})" },
];
