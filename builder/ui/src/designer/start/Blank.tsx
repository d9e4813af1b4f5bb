/** A blank app: what it is called, and then its designer. */
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { blankApp } from "@/model/document/blank";
import { freshKey } from "@/model/document/names";
import { useLocale } from "@/parts/say";
import { initials } from "../editor/pinyin";
import { KeyItem, useKeyTrouble } from "./KeyItem";
import { useAppKeys, useInstall } from "./NewApp";
import css from "./start.module.css";

/** Where typing begins; the dialog would begin at its cross. */
export const FIRST = "new-app-label";

export function Blank() {
  const { t } = useTranslation("building");
  const locale = useLocale();
  const taken = useAppKeys();
  const start = useInstall();
  const [label, setLabel] = useState("");
  const [typed, setTyped] = useState<string | null>(null);
  const name = label.trim();
  const key = typed ?? freshKey(initials(name) || "app", taken);
  const make = useMutation({ mutationFn: () => start({ definition: blankApp(key, name) }, (made) => `/design/${made}`) });
  const trouble = useKeyTrouble(key) ?? (make.error === null ? null : sentences(make.error, locale).join(" "));
  const ready = name !== "" && (trouble === null || make.isError);
  return (
    <Form layout="vertical" className={css.way ?? ""} onFinish={() => ready && make.mutate()}>
      <p className="quiet">{t("blank.lead")}</p>
      <Form.Item label={t("blank.name")} htmlFor={FIRST} required>
        <Input id={FIRST} value={label} maxLength={40} placeholder={t("blank.example")} onChange={(event) => setLabel(event.target.value)} />
      </Form.Item>
      <KeyItem id="new-app-key" value={key} trouble={trouble} change={(next) => { make.reset(); setTyped(next); }} />
      <div className={css.foot}><Button type="primary" htmlType="submit" disabled={!ready} loading={make.isPending}>{t("blank.go")}</Button></div>
    </Form>
  );
}
