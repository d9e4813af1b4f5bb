/** In the publish dialog: whether the rules still hold, for those who ask. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { sentences } from "@/api/problem";
import { scenariosOf } from "@/model/document/scenario";
import { useLocale, useSay } from "@/parts/say";
import { useDefinition, useEditor } from "../editor/Editor";
import { Verdict } from "../settings/Scenarios";
import { errorsOf, useScenarioRun } from "../settings/useScenarioRun";
import css from "./publish.module.css";

const MOST = 3;

export function ScenarioCheck({ close }: { close: () => void }) {
  const { t } = useTranslation("building");
  const say = useSay();
  const locale = useLocale();
  const { app } = useEditor();
  const count = scenariosOf(useDefinition()).length;
  const run = useScenarioRun();
  if (count === 0) return null;
  const failed = run.data?.results.filter((each) => !each.ok) ?? [];
  const errors = run.data === undefined ? 0 : errorsOf(run.data).length;
  return (
    <section className={css.scenarios} aria-label={t("tabs.scenarios")}>
      <div className={css.scenarioLine}>
        <span>{t("tabs.scenarios")}</span>
        <span role="status" data-failed={failed.length > 0 || errors > 0}>
          {run.isPending ? t("scenarios.running") : run.isError ? sentences(run.error, locale).join(" ") : run.data === undefined ? <span className="quiet">{t("scenarios.count", { count })}</span> : errors > 0 ? t("scenarios.broken", { count: errors }) : <Verdict run={run.data} />}
        </span>
        <Button size="small" loading={run.isPending} onClick={() => run.mutate()}>{t("scenarios.runAll")}</Button>
      </div>
      {failed.length > 0 && (
        <>
          <ul>{failed.slice(0, MOST).map((each) => <li key={each.key}>{t("scenarios.why", { label: say(each.label), failure: say(each.failure) })}</li>)}</ul>
          <Link to={`/design/${app}/scenarios`} onClick={close}>{t("scenarios.to")}</Link>
        </>
      )}
    </section>
  );
}
