/** A published version beside the draft: what the draft adds, removes and changes. */
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { compare, type Change } from "@/model/document/compare";
import { prepare } from "@/model/document/prepare";
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
  const changes = compare(prepare(found.data.definition), prepare(now));
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

function Line({ change }: { change: Change }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const words = change.trail.map((each) => nameOf(each, locale, t)).join(" › ");
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

/** What an element calls itself; one without a name is told by its part and key: "条件 due_on". */
function nameOf({ part, name, label }: Change["trail"][number], locale: string, t: TFunction<"designer">): string {
  if (label !== null) return textOf(label, locale) || name;
  const word = t(`part.${part}`, { defaultValue: part });
  return name === part ? word : `${word} ${name}`;
}

function brief(value: Json, locale: string): string {
  if (typeof value === "string") return value || "“”";
  if (isObject(value) && ("zh-CN" in value || "en" in value)) return textOf(value as Label, locale);
  if (Array.isArray(value) && value.every((each) => typeof each === "string" || (isObject(each) && typeof each["field"] === "string"))) {
    return value.map((each) => (typeof each === "string" ? each : isObject(each) ? String(each["field"]) : "")).join("、");
  }
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
