/** A text for people in both languages; one is enough, the other follows it. */
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Label } from "@/model/document/types";
import { labelOf, own } from "../editor/labels";
import type { Bound } from "./OptionLine";
import css from "./properties.module.css";

export function LabelEditor({ id, value, change, settle, required = false, rows = 1 }: Pick<Bound, "id" | "value" | "change" | "settle"> & { required?: boolean; rows?: number }) {
  const { t } = useTranslation("designer");
  const label = value as Label | undefined;
  const zh = own(label, "zh-CN");
  const en = own(label, "en");
  const [both, setBoth] = useState(en !== "");
  const write = (nextZh: string, nextEn: string) => {
    const next = labelOf(nextZh, nextEn);
    change(next === "" && !required ? undefined : next);
  };
  const box = rows > 1 ? { autoSize: { minRows: rows, maxRows: 4 } } : {};
  const Box = rows > 1 ? Input.TextArea : Input;
  return (
    <div className={css.pair}>
      <Box id={id} size="small" value={zh} onChange={(event: { target: { value: string } }) => write(event.target.value, en)} onBlur={settle} {...box} />
      {both ? (
        <Input size="small" prefix={<span className="quiet">EN</span>} aria-label="English" placeholder={zh} value={en} onChange={(event) => write(zh, event.target.value)} onBlur={settle} />
      ) : (
        <button type="button" className={css.translate} onClick={() => setBoth(true)}>
          {t("properties.translate")}
        </button>
      )}
    </div>
  );
}
