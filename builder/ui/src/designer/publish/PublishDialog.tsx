/** Publishing: what will change, in sentences; what would be lost, marked; a note for those who come after. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Checkbox, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { queryClient } from "@/api/queryClient";
import { useLocale, useSay } from "@/parts/say";
import { Pill } from "@/parts/Pill";
import { Bones, Empty, Failure } from "@/parts/states";
import { plan, publish, type Plan, type PlanOperation } from "../api";
import { useEditor } from "../editor/Editor";
import { ScenarioCheck } from "./ScenarioCheck";
import css from "./publish.module.css";

export function PublishDialog({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const { message } = App.useApp();
  const locale = useLocale();
  const { app, autosave, document, session } = useEditor();
  const [note, setNote] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [flushed, setFlushed] = useState(false);
  useEffect(() => {
    void autosave.flush().then(() => setFlushed(true));
  }, [autosave]);
  const found = useQuery({ queryKey: ["designer", app, "plan"], queryFn: () => plan(app), enabled: flushed, gcTime: 0, staleTime: 0 });
  const errors = found.data?.diagnostics.filter((each) => each.severity === "error") ?? [];
  const losing = (found.data?.operations ?? []).some(isLoss);
  const nothing = found.data !== undefined && !found.data.changed && found.data.operations.length === 0;
  const blocked = !found.data || nothing || errors.length > 0 || (losing && !agreed) || session.getState().save !== "saved";
  const go = async () => {
    setBusy(true);
    try {
      await publish(app, note, document.getState().revision);
      session.getState().set({ unpublished: false });
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(app) && queryKey.at(-1) !== "draft" });
      void message.success(t("publish.done"));
      close();
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t("publish.title")}
      onCancel={close}
      width={620}
      footer={[
        <Button key="cancel" onClick={close}>
          {t("cancel")}
        </Button>,
        <Button key="go" type="primary" danger={losing} disabled={blocked} loading={busy} onClick={() => void go()}>
          {t(losing ? "publish.goLosing" : "publish.go")}
        </Button>,
      ]}
    >
      {found.isError && <Failure compact error={found.error} retry={() => void found.refetch()} />}
      {!found.data && !found.isError && <Bones lines={4} />}
      {found.data && <Changes plan={found.data} />}
      {losing && (
        <Checkbox className={css.agree ?? ""} checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
          {t("publish.agree")}
        </Checkbox>
      )}
      <ScenarioCheck close={close} />
      <label className={css.note}>
        <span>{t("publish.note")}</span>
        <Input.TextArea value={note} maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} placeholder={t("publish.noteHint")} onChange={(event) => setNote(event.target.value)} />
      </label>
    </Modal>
  );
}

const isLoss = (operation: PlanOperation): boolean => (operation.loses ?? 0) > 0;

function Changes({ plan: { operations, diagnostics, changed } }: { plan: Plan }) {
  const { t } = useTranslation("designer");
  const say = useSay();
  const errors = diagnostics.filter((each) => each.severity === "error");
  if (errors.length > 0) {
    return (
      <div role="alert" className={css.blocked}>
        <p>{t("publish.blocked", { count: errors.length })}</p>
        <ul>
          {errors.slice(0, 8).map((each, index) => (
            <li key={index}>{say(each.message)}</li>
          ))}
        </ul>
      </div>
    );
  }
  if (operations.length === 0) return <Empty compact title={t(changed ? "publish.light" : "publish.nothing")} hint={t(changed ? "publish.lightHint" : "publish.nothingHint")} />;
  return (
    <>
      <p className="quiet">{t("publish.lead", { count: operations.length })}</p>
      <ul className={css.changes}>
        {operations.map((operation, index) => (
          <li key={index} data-loss={isLoss(operation)}>
            <span>{say(operation.sentence)}</span>
            {isLoss(operation) && <Pill tone="red">{t("publish.loses", { count: operation.loses ?? 0 })}</Pill>}
            {!isLoss(operation) && (operation.affects ?? 0) > 0 && <span className="quiet num">{t("publish.affects", { count: operation.affects ?? 0 })}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
