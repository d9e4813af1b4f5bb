/** The four boxes and what lies in them. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { countsQuery, tasksQuery } from "@/api/inbox";
import type { Box, TaskItem } from "@/api/types";
import { Bones, Empty, Failure } from "@/parts/states";
import { casePath, taskPath } from "../paths";
import css from "./Inbox.module.css";
import { TaskRow } from "./TaskRow";

const BOXES: Box[] = ["todo", "done", "started", "cc"];

export function boxOf(text: string | null): Box {
  return BOXES.find((box) => box === text) ?? "todo";
}

/** What lies in "started" are cases; the rest are tasks. */
export function pathOf(task: TaskItem, box: Box): string {
  return `${task.kind === "case" ? casePath(task.app, task.case) : taskPath(task.id)}?box=${box}`;
}

export function useTasks(box: Box): { tasks: TaskItem[] | undefined; error: Error | null; retry: () => void; more: (() => void) | undefined; busy: boolean } {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(tasksQuery(box));
  return { tasks: data?.pages.flatMap((page) => page.items), error, retry: () => void refetch(), more: hasNextPage ? () => void fetchNextPage() : undefined, busy: isFetchingNextPage };
}

export function TaskList({ box, current }: { box: Box; current: string | undefined }) {
  const { t } = useTranslation();
  const { data: counts } = useQuery(countsQuery);
  const { tasks, error, retry, more, busy } = useTasks(box);
  const count: Record<Box, number | undefined> = { todo: counts?.todo, done: undefined, started: counts?.started, cc: counts?.cc_unread };
  const empty = { todo: t("inbox.emptyTodo"), done: t("inbox.emptyDone"), started: t("inbox.emptyStarted"), cc: t("inbox.emptyCc") };
  return (
    <div className={css.left}>
      <h1 className={css.title}>{t("inbox.title")}</h1>
      <nav className={css.boxes} aria-label={t("inbox.title")}>
        {BOXES.map((each) => (
          <Link key={each} to={`/inbox?box=${each}`} className={css.box ?? ""} aria-current={each === box ? "page" : undefined}>{t(`inbox.${each}`)}{count[each] === undefined || count[each] === 0 ? null : <span className={css.n}>{count[each]}</span>}</Link>
        ))}
      </nav>
      <div className={css.list} data-box={box}>
        {error !== null && <Failure compact error={error} retry={retry} />}
        {tasks === undefined && error === null && <Bones lines={6} height={36} />}
        {tasks?.length === 0 && <Empty compact title={empty[box]} hint={box === "todo" ? t("inbox.emptyTodoHint") : undefined} />}
        {tasks?.map((task) => <TaskRow key={task.id} task={task} to={pathOf(task, box)} current={task.id === current} />)}
        {more !== undefined && <div className={css.more}><Button loading={busy} onClick={more}>{t("inbox.loadMore")}</Button></div>}
      </div>
      {box === "todo" && tasks !== undefined && tasks.length > 0 && <div className={css.keys}>{t("inbox.keys")}</div>}
    </div>
  );
}
