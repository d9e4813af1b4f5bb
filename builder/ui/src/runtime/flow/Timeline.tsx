/** What happened in a case, oldest first, and whom it waits for. */
import { CheckOutlined, ClockCircleOutlined, CloseOutlined, MessageOutlined, RollbackOutlined, SettingOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import type { Case, CaseEvent, CaseTask } from "@/api/types";
import { ago, shortInstant } from "@/model/dates";
import { Face } from "@/parts/Face";
import { useLocale, useSay } from "@/parts/say";
import { TONES } from "@/theme/tokens";
import css from "./Flow.module.css";

/** A mark for what an event did, and for what nobody did; a person's face otherwise. */
function mark({ event, by }: CaseEvent): { tone: keyof typeof TONES; icon: React.ReactNode } | null {
  if (/approv|agree/.test(event)) return { tone: "green", icon: <CheckOutlined /> };
  if (/reject|refus/.test(event)) return { tone: "red", icon: <CloseOutlined /> };
  if (/withdr|return/.test(event)) return { tone: "grey", icon: <RollbackOutlined /> };
  return by === null ? { tone: "grey", icon: <SettingOutlined /> } : null;
}

function Event({ event }: { event: CaseEvent }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const { workspace } = useSession();
  const found = mark(event);
  const name = event.by?.name ?? t("record.system");
  return (
    <li className={css.event}>
      {found === null ? <Face name={name} size={26} /> : <span className={css.dot} style={{ color: TONES[found.tone].text, background: TONES[found.tone].soft }} aria-hidden="true">{found.icon}</span>}
      <div style={{ minWidth: 0 }}>
        <div className={css.what}>
          <span className={css.who}>{name}</span>
          <span className="soft">{say(event.label)}</span>
          <time className={css.when} dateTime={event.at} title={shortInstant(event.at, workspace.time_zone)}>{ago(event.at, workspace.time_zone, locale)}</time>
        </div>
        {event.comment != null && event.comment !== "" && <div className={css.comment}><MessageOutlined className="quiet" aria-hidden /> {event.comment}</div>}
      </div>
    </li>
  );
}

function Waiting({ tasks }: { tasks: CaseTask[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const names = tasks.flatMap((task) => task.user?.name ?? []).join("、");
  return (
    <li className={css.event} aria-current="step">
      <span className={css.dot} style={{ color: TONES.blue.text, background: TONES.blue.soft }} aria-hidden="true"><ClockCircleOutlined /></span>
      <div className={css.what}><span className="soft">{tasks[0] === undefined ? "" : say(tasks[0].step_label)}</span><span className={css.who}>{t("inbox.waitingFor", { names })}</span></div>
    </li>
  );
}

export function Timeline({ kase }: { kase: Case }) {
  const { t } = useTranslation();
  const open = kase.tasks.filter((task) => task.state === "open" && task.kind !== "cc");
  return (
    <ol className={css.timeline} aria-label={t("inbox.timeline")}>
      {kase.timeline.map((event, index) => <Event key={`${event.at}.${index}`} event={event} />)}
      {[...new Set(open.map((task) => task.step))].map((step) => <Waiting key={step} tasks={open.filter((task) => task.step === step)} />)}
    </ol>
  );
}
