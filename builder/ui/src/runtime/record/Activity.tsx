/** What people said about a record, and what was changed in it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { addComment, commentsQuery, historyQuery } from "@/api/records";
import { useSession } from "@/api/session";
import type { HistoryEntry } from "@/api/types";
import { ago, shortInstant } from "@/model/dates";
import { Face } from "@/parts/Face";
import { useLocale, useSay } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import css from "./Record.module.css";

interface Props {
  app: string;
  form: string;
  id: string;
}

function When({ at }: { at: string }) {
  const locale = useLocale();
  const { workspace } = useSession();
  return <time className="quiet" style={{ fontSize: 12 }} dateTime={at} title={shortInstant(at, workspace.time_zone)}>{ago(at, workspace.time_zone, locale)}</time>;
}

export function Comments({ app, form, id }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const query = commentsQuery(app, form, id);
  const { data, error, refetch } = useQuery(query);
  const send = useMutation({
    mutationFn: () => addComment(app, form, id, text.trim()),
    onSuccess: () => { setText(""); void client.invalidateQueries({ queryKey: query.queryKey }); },
    onError: (problem) => void message.error(sentences(problem, locale).join(" ")),
  });
  return (
    <section aria-label={t("record.comments")}>
      <div className={css.say}>
        <Input.TextArea
          value={text} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} placeholder={t("record.commentPlaceholder")} aria-label={t("record.commentPlaceholder")} onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim() !== "") send.mutate(); }}
        />
        <Button type="primary" disabled={text.trim() === ""} loading={send.isPending} onClick={() => send.mutate()}>{t("action.send")}</Button>
      </div>
      {error !== null && <Failure compact error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Bones lines={2} />}
      {data?.length === 0 && <Empty compact title={t("record.noComments")} />}
      <ul>
        {data?.map((comment) => (
          <li key={comment.id} className={css.comment}>
            <Face name={comment.by?.name ?? "?"} size={26} />
            <div style={{ minWidth: 0 }}>
              <div className="row"><strong>{comment.by?.name}</strong><When at={comment.at} /></div>
              <p style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{comment.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const say = useSay();
  const name = entry.by?.name ?? t("record.system");
  const did = /creat/.test(entry.action) ? t("record.createdAction") : /delet/.test(entry.action) ? t("record.deletedAction") : t("record.updatedAction", { count: entry.changes.length });
  return (
    <li className={css.change}>
      <Face name={name} size={26} />
      <div className="row" style={{ flexWrap: "wrap", lineHeight: "26px" }}><strong>{name}</strong><span className="soft">{did}</span><When at={entry.at} /></div>
      {!/creat/.test(entry.action) && entry.changes.length > 0 && (
        <ul>
          {entry.changes.map((change) => (
            <li key={change.field}><span className="quiet">{say(change.label)} </span><span className={css.old}>{change.old ?? t("record.emptyValue")}</span><span className="quiet" aria-hidden="true"> → </span><span>{change.new ?? t("record.emptyValue")}</span></li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function History({ app, form, id }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(historyQuery(app, form, id));
  if (error !== null) return <Failure compact error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones lines={3} />;
  if (data.length === 0) return <Empty compact title={t("record.noHistory")} />;
  return <ol aria-label={t("record.history")}>{data.map((entry, index) => <Entry key={`${entry.at}.${index}`} entry={entry} />)}</ol>;
}
