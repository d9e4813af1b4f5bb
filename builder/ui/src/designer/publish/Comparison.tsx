/** A published version beside the draft: what the draft adds, removes and changes. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { compare, type Change } from "@/model/document/compare";
import { isObject, textOf, type Json, type Label } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import { versionQuery, type Version } from "../api";
import { useDefinition, useEditor } from "../editor/Editor";
import css from "./publish.module.css";

const SIGNS = { added: "+", removed: "−", changed: "~", moved: "↕" } as const;

export function Comparison({ version }: { version: Version }) {
  const { t } = useTranslation("designer");
  const { app } = useEditor();
  const now = useDefinition();
  const found = useQuery(versionQuery(app, version.number));
  if (found.isError) return <Failure compact error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Bones />;
  const changes = compare(found.data.definition, now).filter((change) => !isKeyOfSection(change));
  if (changes.length === 0) return <Empty compact title={t("versions.same")} />;
  return (
    <>
      <p className="quiet">{t("versions.compareLead", { number: version.number, count: changes.length })}</p>
      <ul className={css.diff}>
        {changes.map((change, index) => (
          <Line key={index} change={change} />
        ))}
      </ul>
    </>
  );
}

/** Keys that the designer gives to sections say nothing to people. */
function isKeyOfSection(change: Change): boolean {
  return change.property === "key" && change.trail.at(-1)?.part === "layout";
}

function Line({ change }: { change: Change }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const words = change.trail.map((each) => (each.label === null ? t(`part.${each.part}`, { defaultValue: each.name }) : textOf(each.label, locale) || each.name)).join(" › ");
  const property = change.property === undefined ? "" : t([`slot.${change.property}`, `option.${change.property}`, `part.${change.property}`], { defaultValue: change.property });
  return (
    <li>
      <span className={css.sign} data-kind={change.kind} aria-label={t(`versions.${change.kind}`)}>
        {SIGNS[change.kind]}
      </span>
      <span>
        {words || t("versions.app")}
        {property !== "" && <span className="quiet"> · {property}</span>}
        {change.kind === "changed" && (
          <span style={{ display: "block" }}>
            {change.from !== undefined && <span className={css.from}>{brief(change.from, locale)}</span>} {change.to !== undefined && <span className={css.to}>{brief(change.to, locale)}</span>}
          </span>
        )}
      </span>
    </li>
  );
}

function brief(value: Json, locale: string): string {
  if (typeof value === "string") return value || "“”";
  if (isObject(value) && ("zh-CN" in value || "en" in value)) return textOf(value as Label, locale);
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
