/** A task in the list: what it is about, from whom, how urgent. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSession } from "@/api/session";
import type { TaskItem } from "@/api/types";
import { ago } from "@/model/dates";
import { Pill } from "@/parts/Pill";
import { useLocale, useSay } from "@/parts/say";
import css from "./Inbox.module.css";

export function TaskRow({ task, to, current }: { task: TaskItem; to: string; current: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const { workspace } = useSession();
  const open = task.state === "open" || task.state === "running";
  const fresh = !task.read && (open || task.kind === "cc");
  const when = (instant: string): string => ago(instant, workspace.time_zone, locale);
  return (
    <Link to={to} className={`${css.item} ${fresh ? css.unread : ""}`} aria-current={current} data-task={task.id}>
      <span className={css.top}>
        {fresh && <span className={css.dot} title={t("inbox.unread")} />}
        <span className={`${css.name} clip`}>{task.title}</span>
        <span className={css.when}>{when(task.created_at)}</span>
      </span>
      {task.summary.length > 0 && <span className={`${css.facts} clip`} style={{ display: "block" }}>{task.summary.map((fact) => fact.text).filter((text) => text !== "").join(" · ")}</span>}
      <span className={css.step}>
        <span className="clip">{[...new Set([say(task.flow_label), say(task.step_label)])].join(" · ")}{task.starter === null ? "" : ` · ${t("inbox.starter", { name: task.starter.name })}`}</span>
        <span className="spread" />
        {open && task.urged && <Pill tone="orange" square>{t("inbox.urged")}</Pill>}
        {!open ? null : task.overdue ? <Pill tone="red" square>{t("inbox.overdue")}</Pill> : task.due_at != null && <span style={{ flex: "none" }}>{t("inbox.dueIn", { when: when(task.due_at) })}</span>}
      </span>
    </Link>
  );
}
