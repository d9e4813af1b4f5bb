/** What happened in a case, oldest first. */
import { CheckOutlined, CloseOutlined, MessageOutlined, RollbackOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import type { CaseEvent } from "@/api/types";
import { ago, shortInstant } from "@/model/dates";
import { Face } from "@/parts/Face";
import { useLocale, useSay } from "@/parts/say";
import { TONES } from "@/theme/tokens";
import css from "./Flow.module.css";

/** A mark for what an event did; a person's face otherwise. */
function mark(event: string): { tone: keyof typeof TONES; icon: React.ReactNode } | null {
  if (/approv|agree/.test(event)) return { tone: "green", icon: <CheckOutlined /> };
  if (/reject|refus/.test(event)) return { tone: "red", icon: <CloseOutlined /> };
  if (/withdr|return/.test(event)) return { tone: "grey", icon: <RollbackOutlined /> };
  return null;
}

function Event({ event }: { event: CaseEvent }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const { workspace } = useSession();
  const found = mark(event.event);
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

export function Timeline({ events }: { events: CaseEvent[] }) {
  return <ol className={css.timeline}>{events.map((event, index) => <Event key={`${event.at}.${index}`} event={event} />)}</ol>;
}
