/** The file. */
import { FileExcelOutlined } from "@ant-design/icons";
import { Alert, Spin } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./Import.module.css";

export function UploadStep({ busy, trouble, take }: { busy: boolean; trouble: string[]; take: (file: File) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const first = (list: FileList | null): void => { const file = list?.[0]; if (file !== undefined && !busy) take(file); };
  return (
    <section className={css.card}>
      <button
        type="button" className={`${css.drop} ${over ? css.over : ""}`} disabled={busy} onClick={() => input.current?.click()}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); first(event.dataTransfer.files); }}
      >
        {busy ? <><Spin /><span>{t("importing.reading")}</span></> : <><FileExcelOutlined /><strong>{t("importing.drop")}</strong><span className="quiet">{t("importing.dropHint")}</span></>}
      </button>
      <input ref={input} type="file" hidden accept=".xlsx,.xls,.csv,.txt" tabIndex={-1} aria-label={t("importing.choose")} onChange={(event) => { first(event.target.files); event.target.value = ""; }} />
      {trouble.length > 0 && <Alert type="error" showIcon title={trouble.join(" ")} />}
    </section>
  );
}
