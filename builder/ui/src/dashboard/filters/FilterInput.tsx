/** One filter, asked for in the way of its kind. */
import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { departmentsQuery, peopleQuery } from "@/api/bundle";
import type { Json } from "@/api/types";
import { titlesQuery } from "../api";
import { FILTERS } from "@/generated/filters";
import { useDebounced } from "@/parts/useDebounced";
import { useLocale, useSay } from "@/parts/say";
import type { FilterKind } from "./kinds";

const RangePicker = lazy(() => import("./RangePicker"));

interface Props {
  app: string;
  kind: FilterKind;
  label: string;
  labelledBy: string;
  value: Json | undefined;
  change: (value: Json | undefined) => void;
}

export function FilterInput(props: Props) {
  const { kind } = props;
  switch (kind.kind) {
    case "date":
      return <Period {...props} />;
    case "choices":
      return <Choices {...props} choices={kind.choices} />;
    case "boolean":
      return <YesNo {...props} />;
    case "person":
      return <People {...props} />;
    case "department":
      return <Departments {...props} />;
    case "record":
      return <Records {...props} form={kind.form} title={kind.title} />;
    case "text":
      return <Words {...props} />;
  }
}

const WIDTH = { minWidth: 132 };
const list = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : []);
const asList = (values: string[]): Json | undefined => (values.length === 0 ? undefined : values);

/** Periods that make sense to look back at; the words are the engine's. */
const PERIODS = ["today", "yesterday", "this_week", "last_week", "last_7_days", "this_month", "last_month", "last_30_days", "last_90_days", "this_quarter", "last_quarter", "this_year", "last_year"];
const RANGE = "range";

function Period({ value, change, label }: Props) {
  const { t } = useTranslation("dashboard");
  const say = useSay();
  const range = typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  const [asking, setAsking] = useState(false);
  const known = new Map(FILTERS.map((entry) => [entry.key, entry.label]));
  const offered = [...PERIODS, ...(typeof value === "string" && !PERIODS.includes(value) ? [value] : [])].filter((key) => known.has(key));
  const options = [...offered.map((key) => ({ value: key, label: say(known.get(key)) })), { value: RANGE, label: t("filters.range") }];
  const pick = (next: string | undefined) => {
    setAsking(next === RANGE);
    if (next !== RANGE) change(next);
  };
  return (
    <>
      <Select style={WIDTH} allowClear aria-label={label} placeholder={t("filters.all")} value={range !== null || asking ? RANGE : typeof value === "string" ? value : null} options={options} onChange={pick} />
      {(range !== null || asking) && (
        <Suspense fallback={null}>
          <RangePicker from={textAt(range, "from")} to={textAt(range, "to")} label={label} change={(from, to) => change(from === null && to === null ? undefined : { from, to })} />
        </Suspense>
      )}
    </>
  );
}

function textAt(range: { [key: string]: Json } | null, end: string): string | null {
  const text = range?.[end];
  return typeof text === "string" ? text : null;
}

function Choices({ value, change, label, choices }: Props & { choices: { key: string; label: { "zh-CN": string; en: string } }[] }) {
  const { t } = useTranslation("dashboard");
  const say = useSay();
  return <Select mode="multiple" maxTagCount="responsive" style={{ minWidth: 168 }} allowClear showSearch={{ optionFilterProp: "label" }} aria-label={label} placeholder={t("filters.all")} value={list(value)} options={choices.map((choice) => ({ value: choice.key, label: say(choice.label) }))} onChange={(next: string[]) => change(asList(next))} />;
}

function YesNo({ value, change, label }: Props) {
  const { t } = useTranslation("dashboard");
  const options = [
    { value: "true", label: t("yes") },
    { value: "false", label: t("no") },
  ];
  return <Select style={WIDTH} allowClear aria-label={label} placeholder={t("filters.all")} value={typeof value === "boolean" ? String(value) : null} options={options} onChange={(next: string | undefined) => change(next === undefined ? undefined : next === "true")} />;
}

interface Found {
  value: string;
  label: string;
}

function Search({ value, change, label, search, items, loading }: Props & { search: (text: string) => void; items: Found[]; loading: boolean }) {
  const { t } = useTranslation("dashboard");
  return <Select mode="multiple" maxTagCount="responsive" style={{ minWidth: 184 }} allowClear showSearch={{ filterOption: false, onSearch: search }} loading={loading} aria-label={label} placeholder={t("filters.all")} value={list(value)} options={items} onChange={(next: string[]) => change(asList(next))} />;
}

function People(props: Props) {
  const [typed, setTyped] = useState("");
  const found = useQuery(peopleQuery(useDebounced(typed, 200)));
  return <Search {...props} search={setTyped} loading={found.isFetching} items={(found.data ?? []).map((person) => ({ value: person.id, label: person.name }))} />;
}

function Departments(props: Props) {
  const found = useQuery(departmentsQuery);
  const [typed, setTyped] = useState("");
  const items = (found.data ?? []).filter((each) => each.name.includes(typed));
  return <Search {...props} search={setTyped} loading={found.isFetching} items={items.map((each) => ({ value: each.id, label: each.name }))} />;
}

function Records({ form, title, ...props }: Props & { form: string; title: string }) {
  const [typed, setTyped] = useState("");
  const found = useQuery(titlesQuery(props.app, form, title, useDebounced(typed, 200)));
  return <Search {...props} search={setTyped} loading={found.isFetching} items={found.data ?? []} />;
}

function Words({ value, change, label }: Props) {
  const { t } = useTranslation("dashboard");
  const locale = useLocale();
  return <Input key={locale} style={{ width: 160 }} allowClear aria-label={label} placeholder={t("filters.all")} defaultValue={typeof value === "string" ? value : ""} onPressEnter={(event) => change(event.currentTarget.value === "" ? undefined : event.currentTarget.value)} onClear={() => change(undefined)} />;
}
