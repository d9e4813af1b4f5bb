/** One field of a record as it is read: label above, value below, masked ones with a way to see them. */
import { EyeOutlined } from "@ant-design/icons";
import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { reveal } from "@/api/records";
import type { FieldBundle, Wire } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { isBlank, type ShowContext } from "@/widgets/kit";
import { Show } from "@/widgets/show";
import css from "./Record.module.css";
import { SubTable } from "./SubTable";

interface Props {
  field: FieldBundle;
  value: Wire;
  context: ShowContext;
  form: string;
  id: string;
}

/** Asks why, shows the value in clear, and says that it is written down. */
function Reveal({ field, context, form, id, show }: Omit<Props, "value"> & { show: (value: Wire) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const label = say(field.label);
  async function go(): Promise<void> {
    if (reason.trim() === "") {
      void message.warning(t("record.revealReasonNeeded"));
      return;
    }
    setBusy(true);
    try {
      show((await reveal(context.app, form, id, field.key, reason.trim())).value);
      setOpen(false);
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    }
    setBusy(false);
  }
  return (
    <>
      <Button type="link" size="small" className={css.reveal ?? ""} icon={<EyeOutlined />} aria-label={`${t("record.reveal")} ${label}`} title={t("record.reveal")} onClick={() => setOpen(true)} />
      <Modal open={open} title={t("record.revealTitle", { label })} okText={t("action.view")} confirmLoading={busy} onOk={() => void go()} onCancel={() => setOpen(false)} width={420} destroyOnHidden>
        <p className="quiet" style={{ marginBottom: 12 }}>{t("record.revealHint")}</p>
        <Input.TextArea autoFocus rows={2} maxLength={200} value={reason} placeholder={t("record.revealReason")} aria-label={t("record.revealReason")} onChange={(event) => setReason(event.target.value)} />
      </Modal>
    </>
  );
}

export function Value({ field, value, context, form, id }: Props) {
  const { t } = useTranslation();
  const [clear, setClear] = useState<Wire | undefined>(undefined);
  const shown = clear === undefined ? value : clear;
  if (isBlank(shown)) return <span className={css.none}>{t("state.none")}</span>;
  if (field.fields != null) return <SubTable field={field} value={shown} context={context} />;
  return (
    <>
      <Show value={shown} field={field} context={context} />
      {field.access === "masked" && field.reveal && clear === undefined && <Reveal field={field} context={context} form={form} id={id} show={setClear} />}
    </>
  );
}
