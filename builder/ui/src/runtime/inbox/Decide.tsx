/** What one may do with a task or a case: a comment, and the moves the flow allows; once, and never by a stray key. */
import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { decide, moveCase } from "@/api/inbox";
import { ApiError, sentences, statusOf } from "@/api/problem";
import type { Case, Move, Values } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { useEvent } from "@/parts/useEvent";
import css from "./Inbox.module.css";

export interface Choice extends Move {
  /** The task decides; the case is commented, urged, withdrawn. */
  of: "task" | "case";
}

interface Props {
  app: string;
  kase: Case;
  task: string | null;
  box: RefObject<HTMLTextAreaElement | null>;
  /** Fields the step lets people fill: their values, or null where something is wrong with them. */
  filled: () => Values | null | undefined;
  refused: (error: ApiError) => boolean;
  decided: () => void;
}

export interface Deciding {
  comment: string;
  setComment: (comment: string) => void;
  busy: string | null;
  wrong: string | null;
  press: (choice: Choice) => Promise<void>;
}

/** The same content keeps its key: pressed twice, or repeated after a lost answer, it happens once. */
function useKeys(): (content: string) => string {
  const keys = useRef(new Map<string, string>());
  return (content) => {
    const key = keys.current.get(content) ?? newKey();
    keys.current.set(content, key);
    return key;
  };
}

export function useDeciding({ app, kase, task, box, filled, refused, decided }: Props): Deciding {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const running = useRef(false);
  const keyOf = useKeys();
  async function send(choice: Choice, values: Values | undefined): Promise<void> {
    const said = comment.trim();
    const key = keyOf(JSON.stringify([choice.action, said, values, kase.timeline.length]));
    if (choice.of === "task" && task !== null) await decide(task, choice.action, said, key, values);
    else await moveCase(kase.id, choice.action, said, key);
  }
  function told(error: unknown): void {
    if (error instanceof ApiError && error.status === 422 && refused(error)) return;
    void message.error(statusOf(error) === 409 ? t("inbox.gone") : sentences(error, locale).join(" "));
  }
  const press = useEvent(async (choice: Choice) => {
    if (running.current) return;
    if (choice.comment === "required" && comment.trim() === "") {
      setWrong(t("inbox.commentNeeded"));
      box.current?.focus();
      return;
    }
    const values = choice.action === "approve" ? filled() : undefined;
    if (values === null) return;
    running.current = true;
    setBusy(choice.action);
    setWrong(null);
    try {
      await send(choice, values);
      void message.success(t("inbox.decided", { label: say(choice.label) }));
      setComment("");
      if (choice.of === "task") decided();
    } catch (error) {
      told(error);
    } finally {
      running.current = false;
      setBusy(null);
      for (const queryKey of [["tasks"], ["apps"], ["task", task], ["case", app, kase.id], ["record", app, kase.form, kase.record], ["records", app, kase.form]]) void client.invalidateQueries({ queryKey });
    }
  });
  return { comment, setComment: (next) => { setComment(next); setWrong(null); }, busy, wrong, press };
}

export function Decide({ choices, deciding, box }: { choices: Choice[]; deciding: Deciding; box: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  const say = useSay();
  const { comment, setComment, busy, wrong, press } = deciding;
  const primary = choices.filter((choice) => choice.of === "task" && (choice.action === "approve" || choice.action === "reject"));
  const others = choices.filter((choice) => !primary.includes(choice));
  const spoken = choices.some((choice) => choice.comment !== "none");
  /** The second click of a double click may meet the next task, whose buttons stand where those of the decided one stood. */
  function once(event: React.MouseEvent, choice: Choice): void {
    if (event.detail < 2) void press(choice);
  }
  return (
    <>
      {spoken && (
        <Input.TextArea
          ref={(input) => { box.current = input?.resizableTextArea?.textArea ?? null; }} value={comment} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} status={wrong === null ? "" : "error"} placeholder={t("inbox.commentHint")} aria-label={t("inbox.comment")}
          aria-describedby={wrong === null ? undefined : "decide-wrong"} onChange={(event) => setComment(event.target.value)}
        />
      )}
      {wrong !== null && <div id="decide-wrong" className={css.wrong} role="alert">{wrong}</div>}
      {primary.length > 0 && (
        <div className={css.buttons}>
          {primary.map((choice) => (
            <Button
              key={choice.action} data-move={choice.action} size="large" disabled={busy !== null && busy !== choice.action} loading={busy === choice.action} icon={choice.action === "approve" ? <CheckOutlined /> : <CloseOutlined />}
              type={choice.action === "approve" ? "primary" : "default"} danger={choice.action === "reject"} className={choice.action === "approve" ? (css.agree ?? "") : ""} onClick={(event) => once(event, choice)}
            >
              {say(choice.label)}
            </Button>
          ))}
        </div>
      )}
      {others.length > 0 && <div className={css.buttons}>{others.map((choice) => <Button key={`${choice.of}.${choice.action}`} data-move={choice.action} loading={busy === choice.action} disabled={busy !== null && busy !== choice.action} onClick={(event) => once(event, choice)}>{say(choice.label)}</Button>)}</div>}
    </>
  );
}
