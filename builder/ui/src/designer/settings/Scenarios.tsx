/** Scenarios: the rules of the app by example, and whether the draft keeps them. */
import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, MinusCircleOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { placeOf, scenariosOf, Words, type ScenarioDef } from "@/model/document/scenario";
import { textOf } from "@/model/document/types";
import { useLocale, useSay } from "@/parts/say";
import { Empty } from "@/parts/states";
import { useDefinition } from "../editor/Editor";
import { AppPage } from "../page/AppPage";
import { Diagnostics } from "../start/Refusal";
import css from "./settings.module.css";
import { countsOf, errorsOf, useScenarioRun, type Run } from "./useScenarioRun";

type Result = Run["results"][number];

export function Scenarios() {
  const { t } = useTranslation("building");
  const definition = useDefinition();
  const scenarios = scenariosOf(definition);
  const run = useScenarioRun();
  const action = scenarios.length === 0 ? undefined : <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>{t("scenarios.runAll")}</Button>;
  return (
    <AppPage tab="scenarios" action={action}>
      <div className={css.page}>
        {scenarios.length === 0 ? <Empty title={t("scenarios.none")} hint={t("scenarios.noneHint")} /> : <p className={css.lead}>{t("scenarios.lead")}</p>}
        <Outcome run={run.data} error={run.error} busy={run.isPending} count={scenarios.length} />
        <ul className={css.list}>
          {scenarios.map((each) => <Line key={each.key} scenario={each} busy={run.isPending} result={run.data?.results.find((result) => result.key === each.key)} />)}
        </ul>
      </div>
    </AppPage>
  );
}

/** What came of the last run, in one line; a draft that does not compile says why. */
function Outcome({ run, error, busy, count }: { run: Run | undefined; error: Error | null; busy: boolean; count: number }) {
  const { t } = useTranslation("building");
  const locale = useLocale();
  const definition = useDefinition();
  if (count === 0) return null;
  if (error !== null) return <Alert type="error" showIcon title={sentences(error, locale).join(" ")} />;
  if (run === undefined || busy) return <p className="quiet" role="status">{busy ? t("scenarios.running") : t("scenarios.count", { count })}</p>;
  const errors = errorsOf(run);
  if (errors.length > 0) return <Diagnostics lead={t("scenarios.broken", { count: errors.length })} found={errors} />;
  return (
    <p className={css.outcome} role="status" data-ok={countsOf(run).failed === 0}>
      <Verdict run={run} />
      {run.of !== definition && <span className="quiet">{t("scenarios.stale")}</span>}
    </p>
  );
}

/** "11 个全部通过", "9 个通过，2 个未通过" */
export function Verdict({ run }: { run: Run }) {
  const { t } = useTranslation("building");
  const { passed, failed } = countsOf(run);
  return <strong>{failed === 0 ? t("scenarios.allPassed", { count: passed }) : t("scenarios.somePassed", { passed, failed })}</strong>;
}

function Line({ scenario, result, busy }: { scenario: ScenarioDef; result: Result | undefined; busy: boolean }) {
  const { t } = useTranslation("building");
  const say = useSay();
  const locale = useLocale();
  const words = useWords();
  const state = busy ? "running" : result === undefined ? "waiting" : result.ok ? "passed" : "failed";
  const icon = { running: <LoadingOutlined />, waiting: <MinusCircleOutlined />, passed: <CheckCircleFilled />, failed: <CloseCircleFilled /> };
  const steps = (scenario.given ?? []).length + scenario.when.length;
  const failed = state === "failed" && result !== undefined;
  return (
    <li className={css.scenario} data-scenario={scenario.key} data-result={state}>
      <span className={css.sign} role="img" aria-label={t(`scenarios.${state}`)}>{icon[state]}</span>
      <div className="spread">
        <strong>{textOf(scenario.label, locale)}</strong>
        {failed && <p className={css.wrong}>{say(result.failure)}</p>}
        {failed && result.at !== "" && <p className={css.meta}>{t("scenarios.at", { words: words.at(scenario, result.at) })}</p>}
        <details className={css.steps}>
          <summary>{t("scenarios.show")} · {t("scenarios.steps", { count: steps, expected: scenario.then.length })}</summary>
          <Steps scenario={scenario} stopped={failed ? result.at : ""} words={words} />
        </details>
      </div>
    </li>
  );
}

function useWords(): Words {
  const { t } = useTranslation("building");
  const locale = useLocale();
  const definition = useDefinition();
  return useMemo(() => new Words(definition, locale, (key, holes) => t(`step.${key}`, holes ?? {})), [definition, locale, t]);
}

function Steps({ scenario, stopped, words }: { scenario: ScenarioDef; stopped: string; words: Words }) {
  const { t } = useTranslation("building");
  const place = placeOf(stopped);
  const parts = [
    { part: "given", lines: (scenario.given ?? []).map((step) => words.step(step)) },
    { part: "when", lines: scenario.when.map((step) => words.step(step)) },
    { part: "then", lines: scenario.then.map((expected) => words.expectation(expected)) },
  ];
  return (
    <dl>
      {parts.filter(({ lines }) => lines.length > 0).map(({ part, lines }) => (
        <div key={part}>
          <dt>{t(`scenarios.${part}`)}</dt>
          <dd><ol>{lines.map((line, index) => <li key={index} data-stopped={place?.part === part && place.index === index}>{line}</li>)}</ol></dd>
        </div>
      ))}
    </dl>
  );
}
