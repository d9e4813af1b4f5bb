/** What can be done with a record: edit, start a flow, copy, delete. */
import { CopyOutlined, DeleteOutlined, EditOutlined, MoreOutlined, PlayCircleOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { newKey } from "@/api/client";
import { startFlow } from "@/api/inbox";
import { sentences } from "@/api/problem";
import { deleteRecord } from "@/api/records";
import type { FormBundle, RecordView, Text } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { usePhone } from "@/parts/useMedia";
import { editPath, newPath } from "../paths";

interface Props {
  app: string;
  form: FormBundle;
  view: RecordView;
  title: string;
  gone: () => void;
}

/** Starts a flow once, however often the button is pressed. */
function StartFlow({ app, form, view, flow, close }: Pick<Props, "app" | "form" | "view"> & { flow: { key: string; label: Text }; close: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const key = useRef(newKey());
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  async function go(): Promise<void> {
    setBusy(true);
    try {
      await startFlow(app, flow.key, view.item.id, comment.trim(), key.current);
      void message.success(t("record.started"));
      await Promise.all([client.invalidateQueries({ queryKey: ["record", app, form.key, view.item.id] }), client.invalidateQueries({ queryKey: ["tasks"] }), client.invalidateQueries({ queryKey: ["case"] })]);
      close();
    } catch (error) {
      key.current = newKey();
      void message.error(sentences(error, locale).join(" "));
      setBusy(false);
    }
  }
  const label = say(flow.label);
  return (
    <Modal open title={t("record.startTitle", { label })} okText={t("inbox.start")} confirmLoading={busy} onOk={() => void go()} onCancel={close} width={440}>
      <p className="quiet" style={{ marginBottom: 12 }}>{t("record.startHint")}</p>
      <Input.TextArea autoFocus rows={3} maxLength={500} value={comment} placeholder={t("inbox.commentHint")} aria-label={t("inbox.commentHint")} onChange={(event) => setComment(event.target.value)} />
    </Modal>
  );
}

export function Actions({ app, form, view, title, gone }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const phone = usePhone();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const [starting, setStarting] = useState<{ key: string; label: Text } | null>(null);
  async function drop(): Promise<void> {
    try {
      await deleteRecord(app, form.key, view.item.id, view.item.version);
      void message.success(t("record.deleted", { title }));
      void client.invalidateQueries({ queryKey: ["records", app, form.key] });
      gone();
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    }
  }
  const flows = view.flows.map((flow) => ({ key: `flow.${flow.key}`, icon: <PlayCircleOutlined />, label: t("record.startFlow", { label: say(flow.label) }), onClick: () => setStarting(flow) }));
  const [first] = flows;
  const more = [
    ...(phone ? flows : flows.slice(1)),
    ...(form.can.create ? [{ key: "copy", icon: <CopyOutlined />, label: t("action.copy"), onClick: () => void navigate(`${newPath(app, form.key)}?copy=${view.item.id}`) }] : []),
    ...(view.can.delete ? [{ key: "delete", danger: true, icon: <DeleteOutlined />, label: t("action.delete"), onClick: () => void modal.confirm({ title: t("record.deleteTitle", { title }), content: t("record.deleteHint"), okText: t("action.delete"), okButtonProps: { danger: true }, onOk: drop }) }] : []),
  ];
  return (
    <>
      {more.length > 0 && <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items: more }}><Button icon={<MoreOutlined />} aria-label={t("action.more")} /></Dropdown>}
      {!phone && first !== undefined && <Button icon={first.icon} onClick={first.onClick}>{first.label}</Button>}
      {view.can.edit && <Button type="primary" icon={<EditOutlined />} aria-label={phone ? t("action.edit") : undefined} onClick={() => void navigate(editPath(app, form.key, view.item.id))}>{phone ? "" : t("action.edit")}</Button>}
      {starting !== null && <StartFlow app={app} form={form} view={view} flow={starting} close={() => setStarting(null)} />}
    </>
  );
}
