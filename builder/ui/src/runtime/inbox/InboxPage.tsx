/** The inbox: list at the left, the task at the right; a phone shows one of them. */
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useTitle } from "@/parts/Page";
import { Bones } from "@/parts/states";
import { useEvent } from "@/parts/useEvent";
import { usePhone } from "@/parts/useMedia";
import css from "./Inbox.module.css";
import { boxOf, pathOf, TaskList, useTasks } from "./TaskList";

const TaskPanel = lazy(async () => ({ default: (await import("./TaskPanel")).TaskPanel }));
const StartedPanel = lazy(async () => ({ default: (await import("./TaskPanel")).StartedPanel }));

/** j and k walk through the list. */
function useWalk(walk: (step: number) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null) return;
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step !== 0) walk(step);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [walk]);
}

export function InboxPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const { task, app, case: kase } = useParams();
  const [params] = useSearchParams();
  const box = boxOf(params.get("box") ?? (kase === undefined ? null : "started"));
  const { tasks = [] } = useTasks(box);
  const open = task ?? kase;
  const at = tasks.findIndex((each) => each.id === open);
  useTitle(t("inbox.title"));
  useWalk(useEvent((step: number) => {
    const next = tasks[at < 0 ? 0 : Math.max(0, Math.min(tasks.length - 1, at + step))];
    if (next === undefined) return;
    void navigate(pathOf(next, box), { replace: open !== undefined });
    document.querySelector(`[data-task="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
  }));
  const after = tasks[at + 1] ?? tasks[at - 1];
  const next = box === "todo" && after !== undefined && after.id !== open ? pathOf(after, box) : null;
  const panel = open === undefined ? <div className={css.blank}>{tasks.length > 0 && t("inbox.pick")}</div> : (
    <Suspense fallback={<Bones lines={8} />}>
      {task !== undefined ? <TaskPanel id={task} box={box} next={next} /> : <StartedPanel app={app ?? ""} id={kase ?? ""} box={box} />}
    </Suspense>
  );
  if (phone) return open === undefined ? <div className={css.frame}><TaskList box={box} current={open} /></div> : panel;
  return <div className={css.frame}><TaskList box={box} current={open} />{panel}</div>;
}
