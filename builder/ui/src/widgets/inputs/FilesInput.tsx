/** Files: dropped or chosen, uploaded at once, kept by reference. */
import { CloseOutlined, PaperClipOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { fileUrl, upload } from "@/api/records";
import type { FileRef, Wire } from "@/api/types";
import { fileSize } from "@/model/dates";
import { useLocale } from "@/parts/say";
import type { EditProps } from "../kit";
import css from "./FilesInput.module.css";

export function filesOf(value: Wire): FileRef[] {
  return Array.isArray(value) ? value.filter((each): each is FileRef => typeof each === "object" && "name" in each && "id" in each) : [];
}

export default function FilesInput({ id, label, value, change, disabled, invalid, describedBy }: EditProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { message } = App.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState<string[]>([]);
  const files = filesOf(value);
  const latest = useRef(files);
  useEffect(() => {
    latest.current = filesOf(value);
  }, [value]);

  async function take(list: FileList | null): Promise<void> {
    for (const file of Array.from(list ?? [])) {
      setBusy((names) => [...names, file.name]);
      try {
        const stored = await upload(file);
        latest.current = [...latest.current, stored];
        change(latest.current);
      } catch (error) {
        void message.error(t("form.uploadFailed", { name: file.name, why: sentences(error, locale).join(" ") }));
      }
      setBusy((names) => names.filter((name) => name !== file.name));
    }
  }

  return (
    <div>
      <ul className={css.files}>
        {files.map((file) => (
          <li key={file.id} className={css.file}>
            <PaperClipOutlined className="quiet" />
            <a href={fileUrl(file.id)} target="_blank" rel="noreferrer" className="clip spread">{file.name}</a>
            <span className={css.size}>{fileSize(file.size)}</span>
            {disabled !== true && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("pick.remove", { name: file.name })} onClick={() => change(files.filter((each) => each.id !== file.id))} />}
          </li>
        ))}
        {busy.map((name) => <li key={name} className={css.file}><span className="clip spread quiet">{name}</span><span className={css.size}>{t("state.saving")}</span></li>)}
      </ul>
      {disabled !== true && (
        <>
          <button
            type="button" id={id} className={`${css.drop} ${over ? css.over : ""} ${invalid ? css.invalid : ""}`} aria-describedby={describedBy ?? hint} aria-label={`${label} ${t("pick.upload")}`} onClick={() => picker.current?.click()}
            onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); void take(event.dataTransfer.files); }}
          >
            <UploadOutlined /><span id={hint}>{t("pick.drop")}</span>
          </button>
          <input ref={picker} type="file" multiple hidden aria-hidden="true" tabIndex={-1} onChange={(event) => { void take(event.target.files); event.target.value = ""; }} />
        </>
      )}
    </div>
  );
}
