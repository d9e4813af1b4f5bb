/** What one may do with a task: a comment, and the moves the flow allows; once, and never by a stray key. */
import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { type RefObject, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { decide } from "@/api/inbox";
import { sentences, statusOf } from "@/api/problem";
import type { Move, TaskView } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import css from "./Inbox.module.css";

interface Props {
  view: TaskView;
  box: RefObject<HTMLTextAreaElement | null>;
  decided: () => void;
}

export interface Deciding {
  comment: string;
  setComment: (comment: string) => void;
  busy: string | null;
  wrong: string | null;
  press: (move: Move) => Promise<void>;
}

export function useDeciding({ view, box, decided }: Props): Deciding {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const running = useRef(false);
  const keys = useRef(new Map<string, string>());
  const press = useCallback(async (move: Move) => {
    if (running.current) return;
    if (move.comment === "required" && comment.trim() === "") {
      setWrong(t("inbox.commentNeeded"));
      box.current?.focus();
      return;
    }
    const intent = `${move.action}.${comment}`;
    const key = keys.current.get(intent) ?? newKey();
    keys.current.set(intent, key);
    running.current = true;
    setBusy(move.action);
    setWrong(null);
    try {
      await decide(view.task.id, move.action, comment.trim(), key);
      void message.success(t("inbox.decided", { label: say(move.label) }));
      decided();
    } catch (error) {
      void message.error(statusOf(error) === 409 ? t("inbox.gone") : sentences(error, locale).join(" "));
      void client.invalidateQueries({ queryKey: ["task", view.task.id] });
    } finally {
      running.current = false;
      setBusy(null);
      void client.invalidateQueries({ queryKey: ["tasks"] });
      void client.invalidateQueries({ queryKey: ["apps"] });
      void client.invalidateQueries({ queryKey: ["record", view.task.app, view.task.form, view.task.record] });
      void client.invalidateQueries({ queryKey: ["case", view.task.app, view.case.id] });
    }
  }, [comment, view, box, client, message, t, say, locale, decided]);
  return { comment, setComment: (next) => { setComment(next); setWrong(null); }, busy, wrong, press };
}

export function Decide({ moves, deciding, box }: { moves: Move[]; deciding: Deciding; box: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  const say = useSay();
  const { comment, setComment, busy, wrong, press } = deciding;
  const primary = moves.filter((move) => move.action === "approve" || move.action === "reject");
  const others = moves.filter((move) => !primary.includes(move));
  const spoken = moves.some((move) => move.comment !== "none");
  return (
    <>
      {spoken && (
        <Input.TextArea
          ref={(input) => { box.current = input?.resizableTextArea?.textArea ?? null; }} value={comment} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} status={wrong === null ? "" : "error"} placeholder={t("inbox.commentHint")} aria-label={t("inbox.comment")}
          aria-describedby={wrong === null ? undefined : "decide-wrong"} onChange={(event) => setComment(event.target.value)}
        />
      )}
      {wrong !== null && <div id="decide-wrong" className={css.wrong} role="alert">{wrong}</div>}
      <div className={css.buttons}>
        {primary.map((move) => (
          <Button
            key={move.action} data-move={move.action} size="large" disabled={busy !== null && busy !== move.action} loading={busy === move.action} icon={move.action === "approve" ? <CheckOutlined /> : <CloseOutlined />}
            type={move.action === "approve" ? "primary" : "default"} danger={move.action === "reject"} className={move.action === "approve" ? (css.agree ?? "") : ""} onClick={() => void press(move)}
          >
            {say(move.label)}
          </Button>
        ))}
      </div>
      {others.length > 0 && <div className={css.buttons}>{others.map((move) => <Button key={move.action} data-move={move.action} loading={busy === move.action} disabled={busy !== null} onClick={() => void press(move)}>{say(move.label)}</Button>)}</div>}
    </>
  );
}
