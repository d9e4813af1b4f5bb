/** Notices: what happened, newest first; one press reads and opens it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { markRead, notificationsQuery } from "@/api/inbox";
import { useSession } from "@/api/session";
import type { Notification } from "@/api/types";
import { ago } from "@/model/dates";
import { useLocale } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import css from "./Notices.module.css";

export function NoticeList({ close, heading = true }: { close?: () => void; heading?: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useSession();
  const { data, error, refetch } = useQuery(notificationsQuery);
  const read = useMutation({ mutationFn: markRead, onSuccess: () => client.invalidateQueries({ queryKey: notificationsQuery.queryKey }) });
  function open(notice: Notification): void {
    if (!notice.read) read.mutate([notice.id]);
    if (notice.link !== null) void navigate(notice.link);
    close?.();
  }
  if (error !== null) return <Failure error={error} retry={() => void refetch()} compact />;
  if (data === undefined) return <Bones lines={4} />;
  const unread = data.items.filter((notice) => !notice.read).map((notice) => notice.id);
  return (
    <section aria-label={t("notifications.title")}>
      <div className={css.head}>
        <span>{heading ? t("notifications.title") : t("notifications.unread", { count: data.unread })}</span>
        <Button type="link" size="small" disabled={unread.length === 0} onClick={() => read.mutate(unread)}>{t("notifications.readAll")}</Button>
      </div>
      {data.items.length === 0 ? (
        <Empty compact title={t("notifications.empty")} hint={t("notifications.emptyHint")} />
      ) : (
        <ul className={css.list}>
          {data.items.map((notice) => (
            <li key={notice.id}>
              <button type="button" className={`${css.item} ${notice.read ? css.read : ""}`} onClick={() => open(notice)}>
                <span className={css.dot} />
                <span>
                  <span className={css.title}>{notice.title}</span>
                  {notice.body !== "" && <span className="soft" style={{ display: "block" }}>{notice.body}</span>}
                  <span className={css.when}>{ago(notice.at, workspace.time_zone, locale)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
