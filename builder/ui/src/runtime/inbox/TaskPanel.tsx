/** A task: the record at the left, the flow and the decision at the right; on a phone one above the other, with a bar below. */
import { ExportOutlined, LeftOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useBundle } from "@/api/bundle";
import { taskQuery } from "@/api/inbox";
import type { Box, TaskView } from "@/api/types";
import { STATE_TONES } from "@/model/flow";
import { useTitle } from "@/parts/Page";
import { Pill } from "@/parts/Pill";
import { Bones, Empty, Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { useShowContext } from "../app";
import { CasePanel } from "../flow/CasePanel";
import { recordPath } from "../paths";
import { Details } from "../record/Details";
import { useRecord } from "../record/useRecord";
import { Decide, useDeciding } from "./Decide";
import css from "./Inbox.module.css";

interface Props {
  id: string;
  box: Box;
  next: string | null;
}

function Record({ view }: { view: TaskView }) {
  const bundle = useBundle(view.task.app);
  const form = bundle.forms[view.task.form];
  return form === undefined ? <Empty compact title={view.task.title} /> : <RecordOf view={view} form={form} />;
}

function RecordOf({ view, form }: { view: TaskView; form: NonNullable<ReturnType<typeof useBundle>["forms"][string]> }) {
  const { result } = useRecord(view.task.app, form, view.task.record);
  const context = useShowContext(view.task.app, result.data?.refs);
  if (result.error !== null) return <Failure compact error={result.error} retry={() => void result.refetch()} />;
  return result.data === undefined ? <Bones lines={8} /> : <Details form={form} item={result.data.item} context={context} />;
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

function Over({ view, next }: { view: TaskView; next: string | null }) {
  const { t } = useTranslation();
  const handled = view.task.kind !== "cc" && view.task.state !== "open" && view.moves.length === 0;
  if (!handled) return null;
  return <div className={css.over} role="status"><span className="spread">{t("inbox.gone")}</span>{next !== null && <Link to={next}>{t("inbox.nextTask")}</Link>}</div>;
}

function Task({ view, box, next }: { view: TaskView; box: Box; next: string | null }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const bundle = useBundle(view.task.app);
  const comment = useRef<HTMLTextAreaElement | null>(null);
  const decided = useCallback(() => void navigate(next ?? `/inbox?box=${box}`, { replace: true }), [navigate, next, box]);
  const deciding = useDeciding({ view, box: comment, decided });
  const { press } = deciding;
  const { moves } = view;
  useDecisionKeys(useCallback((action: string) => {
    const move = moves.find((each) => each.action === action);
    if (move !== undefined) void press(move);
  }, [moves, press]));
  useTitle(view.task.title);
  const decision = moves.length > 0 ? <Decide moves={moves} deciding={deciding} box={comment} /> : null;
  return (
    <article className={css.task} data-own-bar={phone ? "" : undefined}>
      <header className={css.head}>
        {phone && <Button type="text" icon={<LeftOutlined />} aria-label={t("inbox.backToList")} onClick={() => void navigate(`/inbox?box=${box}`)} />}
        {phone ? <h1 className="clip">{view.task.title}</h1> : <h2 className="clip">{view.task.title}</h2>}
        <Pill tone={STATE_TONES[view.case.status]}>{t(`inbox.status.${view.case.status}`)}</Pill>
        <span className="spread" />
        <Link to={recordPath(view.task.app, view.task.form, view.task.record)} title={t("action.open")} aria-label={t("action.open")}><Button type="text" tabIndex={-1} icon={<ExportOutlined />} /></Link>
      </header>
      <div className={css.cols}>
        <section className={css.record} aria-label={t("inbox.record")}><Record view={view} /></section>
        <div className={css.side}>
          <div className={css.flow}><CasePanel bundle={bundle} kase={view.case} /></div>
          {!phone && decision !== null && <div className={css.decide}>{decision}</div>}
          {!phone && <Over view={view} next={next} />}
        </div>
      </div>
      {phone && decision !== null && <div className={`${css.decide} ${css.dock}`}>{decision}</div>}
      {phone && <Over view={view} next={next} />}
    </article>
  );
}

export function TaskPanel({ id, box, next }: Props) {
  const { data, error, refetch } = useQuery(taskQuery(id));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones lines={10} />;
  return <Task key={id} view={data} box={box} next={next} />;
}
