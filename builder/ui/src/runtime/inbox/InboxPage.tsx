/** The inbox: list at the left, the task at the right; a phone shows one of them. */
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import type { TaskItem } from "@/api/types";
import { useTitle } from "@/parts/Page";
import { Bones } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { taskPath } from "../paths";
import css from "./Inbox.module.css";
import { boxOf, TaskList, useTasks } from "./TaskList";

const TaskPanel = lazy(async () => ({ default: (await import("./TaskPanel")).TaskPanel }));

/** j and k walk through the list. */
function useWalk(tasks: TaskItem[] | undefined, current: string | undefined, go: (id: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null) return;
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0 || tasks === undefined || tasks.length === 0) return;
      const at = tasks.findIndex((task) => task.id === current);
      const next = tasks[at < 0 ? 0 : Math.max(0, Math.min(tasks.length - 1, at + step))];
      if (next === undefined) return;
      go(next.id);
      document.querySelector(`[data-task="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [tasks, current, go]);
}

export function InboxPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const { task } = useParams();
  const [params] = useSearchParams();
  const box = boxOf(params.get("box"));
  const { tasks } = useTasks(box);
  useTitle(t("inbox.title"));
  useWalk(tasks, task, (id) => void navigate(`${taskPath(id)}?box=${box}`, { replace: task !== undefined }));
  const at = tasks?.findIndex((each) => each.id === task) ?? -1;
  const after = tasks?.[at + 1] ?? tasks?.[at - 1];
  const next = box === "todo" && after !== undefined && after.id !== task ? `${taskPath(after.id)}?box=${box}` : null;
  const panel = task === undefined ? <div className={css.blank}>{t("inbox.pick")}</div> : <Suspense fallback={<Bones lines={8} />}><TaskPanel id={task} box={box} next={next} /></Suspense>;
  if (phone) return task === undefined ? <div className={css.frame}><TaskList box={box} current={task} /></div> : panel;
  return <div className={css.frame}><TaskList box={box} current={task} />{panel}</div>;
}
