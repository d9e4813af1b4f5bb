/** Someone else changed the draft: put both together, or take theirs. Nothing is overwritten unseen. */
import { App, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { merge } from "@/model/document/merge";
import { prepare } from "@/model/document/prepare";
import { useLocale } from "@/parts/say";
import { loadDraft } from "../api";
import { useEditor, useSession } from "../editor/Editor";

export function ConflictDialog() {
  const { t } = useTranslation("designer");
  const { message, notification } = App.useApp();
  const locale = useLocale();
  const { app, document, session, autosave } = useEditor();
  const open = useSession((state) => state.save === "conflict");
  const [busy, setBusy] = useState(false);
  const settle = async (keepMine: boolean) => {
    setBusy(true);
    try {
      const theirs = await loadDraft(app);
      const { saved, history } = document.getState();
      const both = keepMine ? merge(saved, history.present, prepare(theirs.definition)) : null;
      document.getState().reset(theirs.definition, theirs.revision, both?.value);
      session.getState().set({ selection: null });
      autosave.resume();
      if (both && both.conflicts.length > 0) notification.warning({ title: t("conflict.kept", { count: both.conflicts.length }), description: both.conflicts.slice(0, 6).join("\n"), duration: 12 });
      else void message.success(t(keepMine ? "conflict.merged" : "conflict.reloaded"));
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      closable={false}
      mask={{ closable: false }}
      title={t("conflict.title")}
      footer={[
        <Button key="reload" disabled={busy} onClick={() => void settle(false)}>
          {t("conflict.reload")}
        </Button>,
        <Button key="merge" type="primary" loading={busy} onClick={() => void settle(true)}>
          {t("conflict.merge")}
        </Button>,
      ]}
    >
      <p>{t("conflict.lead")}</p>
    </Modal>
  );
}
