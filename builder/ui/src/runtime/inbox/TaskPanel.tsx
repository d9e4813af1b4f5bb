/** A task, or a case one started: the record at the left, the flow and the decision at the right; on a phone one above the other. */
import { ExportOutlined, LeftOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useBundle } from "@/api/bundle";
import { caseQuery, taskQuery } from "@/api/inbox";
import type { Box, Case, TaskView } from "@/api/types";
import { STATE_TONES } from "@/model/flow";
import { useTitle } from "@/parts/Page";
import { Pill } from "@/parts/Pill";
import { Bones, Empty, Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { useEvent } from "@/parts/useEvent";
import { useShowContext } from "../app";
import { CasePanel } from "../flow/CasePanel";
import { recordPath } from "../paths";
import { Details } from "../record/Details";
import { useRecordOf } from "../record/useRecord";
import { type Choice, Decide, useDeciding } from "./Decide";
import { Fill, useFilling } from "./Fill";
import css from "./Inbox.module.css";

interface Props {
  app: string;
  kase: Case;
  task: TaskView | null;
  box: Box;
  next: string | null;
}

/** a approves, r rejects: only while nothing is being typed and nothing lies above the page. */
function useDecisionKeys(press: (action: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null) return;
      if (event.key === "a") press("approve");
      else if (event.key === "r") press("reject");
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [press]);
}

function Over({ next }: { next: string | null }) {
  const { t } = useTranslation();
  return <div className={css.over} role="status"><span className="spread">{t("inbox.gone")}</span>{next !== null && <Link to={next}>{t("inbox.nextTask")}</Link>}</div>;
}

function Subject({ app, kase, task, box, next }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const bundle = useBundle(app);
  const form = bundle.forms[kase.form];
  const record = useRecordOf(app, kase.form, kase.record, form !== undefined);
  const context = useShowContext(app, record.data?.refs);
  const comment = useRef<HTMLTextAreaElement | null>(null);
  const filling = useFilling(bundle, form, record.data, task === null || task.moves.length === 0 ? undefined : task.fields);
  const decided = useCallback(() => void navigate(next ?? `/inbox?box=${box}`, { replace: true }), [navigate, next, box]);
  const deciding = useDeciding({ app, kase, task: task?.task.id ?? null, box: comment, filled: () => filling?.take(), refused: (error) => filling?.refuse(error) ?? false, decided });
  const choices: Choice[] = [...(task?.moves ?? []).map((move) => ({ ...move, of: "task" as const })), ...kase.moves.map((move) => ({ ...move, of: "case" as const }))];
  useDecisionKeys(useEvent((action: string) => {
    const choice = choices.find((each) => each.of === "task" && each.action === action);
    if (choice !== undefined) void deciding.press(choice);
  }));
  const title = task?.task.title ?? kase.record_title;
  useTitle(title);
  const handled = box === "todo" && task !== null && task.task.kind !== "cc" && task.moves.length === 0;
  const decision = choices.length > 0 ? <Decide choices={choices} deciding={deciding} box={comment} /> : null;
  return (
    <article className={css.task} data-own-bar={phone ? "" : undefined}>
      <header className={css.head}>
        {phone && <Button type="text" icon={<LeftOutlined />} aria-label={t("inbox.backToList")} onClick={() => void navigate(`/inbox?box=${box}`)} />}
        {phone ? <h1 className="clip">{title}</h1> : <h2 className="clip">{title}</h2>}
        <Pill tone={STATE_TONES[kase.status]}>{t(`inbox.status.${kase.status}`)}</Pill>
        <span className="spread" />
        <Link to={recordPath(app, kase.form, kase.record)} title={t("action.open")} aria-label={t("action.open")}><Button type="text" tabIndex={-1} icon={<ExportOutlined />} /></Link>
      </header>
      <div className={css.cols}>
        <section className={css.record} aria-label={t("inbox.record")}>
          {filling !== null && <Fill app={app} bundle={bundle} filling={filling} />}
          {form === undefined && <Empty compact title={title} />}
          {record.error !== null && <Failure compact error={record.error} retry={() => void record.refetch()} />}
          {form !== undefined && record.data === undefined && record.error === null && <Bones lines={8} />}
          {form !== undefined && record.data !== undefined && <Details form={form} item={record.data.item} context={context} />}
        </section>
        <div className={css.side}>
          <div className={css.flow}><CasePanel bundle={bundle} kase={kase} /></div>
          {!phone && decision !== null && <div className={css.decide}>{decision}</div>}
          {!phone && handled && <Over next={next} />}
        </div>
      </div>
      {phone && decision !== null && <div className={`${css.decide} ${css.dock}`}>{decision}</div>}
      {phone && handled && <Over next={next} />}
    </article>
  );
}

export function TaskPanel({ id, box, next }: { id: string; box: Box; next: string | null }) {
  const { data, error, refetch } = useQuery(taskQuery(id));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones lines={10} />;
  return <Subject key={id} app={data.task.app} kase={data.case} task={data} box={box} next={next} />;
}

export function StartedPanel({ app, id, box }: { app: string; id: string; box: Box }) {
  const { data, error, refetch } = useQuery(caseQuery(app, id));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones lines={10} />;
  return <Subject key={id} app={app} kase={data} task={null} box={box} next={null} />;
}
