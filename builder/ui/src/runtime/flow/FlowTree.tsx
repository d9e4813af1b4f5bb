/** The flow as a tree from top to bottom: what is done, where it stands, what was left out. */
import { BranchesOutlined, CheckOutlined, CloseOutlined, EditOutlined, FlagOutlined, PlayCircleOutlined, SendOutlined, UserOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Case, FlowBundle, StepBundle } from "@/api/types";
import { type Stage, stages } from "@/model/flow";
import { useSay } from "@/parts/say";
import css from "./Flow.module.css";

function iconOf(kind: string, stage: Stage): React.ReactNode {
  if (stage === "done") return <CheckOutlined />;
  if (stage === "refused") return <CloseOutlined />;
  switch (kind) {
    case "approve":
      return <UserOutlined />;
    case "branch":
      return <BranchesOutlined />;
    case "cc":
    case "notify":
      return <SendOutlined />;
    case "end":
      return <FlagOutlined />;
    default:
      return <EditOutlined />;
  }
}

function Steps({ steps, found, waiting }: { steps: StepBundle[]; found: Map<string, Stage>; waiting: Map<string, string> }) {
  const { t } = useTranslation();
  const say = useSay();
  const word = (stage: Stage): string => ({ done: t("inbox.stepDone"), current: t("inbox.current"), skipped: t("inbox.skipped"), refused: t("inbox.refused"), waiting: t("inbox.waiting") })[stage];
  return steps.map((step) => {
    const stage = found.get(step.key) ?? "waiting";
    const names = waiting.get(step.key);
    return (
      <li key={step.key} className={`${css.step} ${css[stage] ?? ""}`} data-step={step.key} data-stage={stage} aria-current={stage === "current" ? "step" : undefined}>
        <span className={css.node} aria-hidden="true">{iconOf(step.kind, stage)}</span>
        <div className={css.text} style={{ minWidth: 0 }}>
          <div className={css.label}>{say(step.label)}<span className="visually-hidden">{` ${word(stage)}`}</span></div>
          {say(step.words) !== "" && <div className={css.words}>{stage === "current" && names !== undefined && names !== "" ? t("inbox.waitingFor", { names }) : say(step.words)}</div>}
          {step.ways != null && (
            <ul className={css.ways}>
              {step.ways.map((way) => {
                const state = found.get(`${step.key}/${way.key}`) ?? "waiting";
                return (
                  <li key={way.key} className={`${css.way} ${state === "done" || state === "current" ? css.taken : state === "skipped" ? css.left : ""}`}>
                    <div className={css.wayLabel}>{state === "done" || state === "current" ? <CheckOutlined style={{ color: "var(--primary)" }} /> : null}{say(way.label)}</div>
                    {way.steps.length > 0 && <ol className={css.tree}><Steps steps={way.steps} found={found} waiting={waiting} /></ol>}
                  </li>
                );
              })}
            </ul>
          )}
        </div>
      </li>
    );
  });
}

/** Step -> names of those it waits for. */
function waitingFor(kase: Case): Map<string, string> {
  const names = new Map<string, string[]>();
  for (const task of kase.tasks) {
    const person = task.user;
    if (!/open|pending|todo|waiting/.test(task.state) || person == null) continue;
    names.set(task.step, [...(names.get(task.step) ?? []), person.name]);
  }
  return new Map([...names].map(([step, people]) => [step, people.join("、")]));
}

export function FlowTree({ flow, kase }: { flow: FlowBundle; kase: Case }) {
  const { t } = useTranslation();
  const ended = kase.ended_at !== null;
  return (
    <ol className={css.tree} aria-label={t("inbox.plan")}>
      <li className={`${css.step} ${css.done}`}>
        <span className={css.node} aria-hidden="true"><PlayCircleOutlined /></span>
        <div className={css.text}><div className={css.label}>{t("inbox.start")}</div><div className={css.words}>{kase.started_by?.name}</div></div>
      </li>
      <Steps steps={flow.steps} found={stages(flow.steps, kase)} waiting={waitingFor(kase)} />
      <li className={`${css.step} ${ended ? (kase.status === "rejected" ? css.refused : css.done) : ""}`}>
        <span className={css.node} aria-hidden="true"><FlagOutlined /></span>
        <div className={css.text}><div className={css.label}>{ended ? t(`inbox.status.${kase.status}`) : t("inbox.end")}</div></div>
      </li>
    </ol>
  );
}
