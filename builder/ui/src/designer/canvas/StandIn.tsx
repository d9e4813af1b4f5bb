/** What a field will look like to those who fill the form: drawn, not live, by the same widget key. */
import { CalendarOutlined, DownOutlined, PaperClipOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isObject, textOf, type FieldDef, type JsonObject, type Label } from "@/model/document/types";
import { Pill } from "@/parts/Pill";
import { useLocale } from "@/parts/say";
import { toneOf } from "@/theme/tokens";
import css from "./standin.module.css";

interface Props {
  field: FieldDef;
  widget: string;
}

type Draw = (field: FieldDef, t: (key: string) => string, locale: string) => ReactNode;

const box = (content: ReactNode, tail?: ReactNode, more = "") => (
  <span className={`${css.box} ${more}`}>
    <span className="clip">{content}</span>
    {tail !== undefined && <span className={css.tail}>{tail}</span>}
  </span>
);
const number = (unit: ReactNode, sample: string) => box(sample, unit, css.number);

const plain: Draw = () => box("");

const DRAWN: Readonly<Record<string, Draw>> = {
  text: plain,
  email: plain,
  phone: plain,
  id_card: plain,
  subform: plain,
  computed: (field) => computed(computedText(field) ?? "…"),
  auto_number: (field) => box(<code>{typeof field["pattern"] === "string" ? field["pattern"] : "0001"}</code>, null, css.computed),
  longtext: () => <span className={`${css.box} ${css.tall}`} />,
  integer: () => number(null, "0"),
  decimal: () => number(null, "0.00"),
  percent: () => number("%", "0.00"),
  money: (field) => number(typeof field["currency"] === "string" ? field["currency"] : "CNY", "0.00"),
  date: (_, t) => box(t("standin.date"), <CalendarOutlined />),
  datetime: (_, t) => box(t("standin.datetime"), <CalendarOutlined />),
  boolean: () => <span className={css.switch} />,
  select: (field, t, locale) => box(choices(field, locale) ?? t("standin.choose"), <DownOutlined />),
  multiselect: (field, t, locale) => box(choices(field, locale) ?? t("standin.choose"), <DownOutlined />),
  reference: (_, t) => box(t("standin.search"), <SearchOutlined />),
  references: (_, t) => box(t("standin.search"), <SearchOutlined />),
  member: (_, t) => box(t("standin.person"), <UserOutlined />),
  department: (_, t) => box(t("standin.department"), <DownOutlined />),
  attachment: (_, t) => (
    <span className={`${css.box} ${css.dashed}`}>
      <PaperClipOutlined /> {t("standin.upload")}
    </span>
  ),
};

/** The first choices as they will be coloured. */
function choices(field: FieldDef, locale: string): ReactNode {
  const list = Array.isArray(field["choices"]) ? field["choices"].filter(isObject) : [];
  if (list.length === 0) return null;
  return (
    <span className={css.choices}>
      {list.slice(0, 6).map((choice) => (
        <Pill key={String(choice["key"])} square tone={toneOf(colourOf(choice))}>
          {textOf(choice["label"] as Label, locale) || String(choice["key"])}
        </Pill>
      ))}
    </span>
  );
}

function colourOf(choice: JsonObject): string | undefined {
  return typeof choice["color"] === "string" ? choice["color"] : undefined;
}

/** What computes the value of a field that nobody fills, as written; null for all others. */
export function computedText(field: FieldDef): string | null {
  if (typeof field["formula"] === "string") return field["formula"] || "…";
  if (typeof field["over"] === "string") return `${String(field["aggregate"] ?? "").toUpperCase()}(${field["over"]}${typeof field["field"] === "string" ? ` · ${field["field"]}` : ""})`;
  for (const slot of ["path", "of"]) if (typeof field[slot] === "string") return field[slot];
  return null;
}

function computed(text: string): ReactNode {
  return (
    <span className={`${css.box} ${css.computed}`} title={text}>
      <span className={css.fx}>ƒ</span>
      <code className="clip">{text}</code>
    </span>
  );
}

/** Widgets that are drawn here; a test holds this against those there are. */
export const DRAWN_WIDGETS: readonly string[] = Object.keys(DRAWN);

export function StandIn({ field, widget }: Props) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const draw = DRAWN[widget];
  return draw ? draw(field, t, locale) : <span className={css.unknown}>{widget}</span>;
}
