/** A definition that somebody wrote: looked at before it is sent, and everything that is wrong with it told. */
import { FileTextOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PARTS, readDefinition, withKey, type Found } from "@/model/document/blank";
import { useLocale } from "@/parts/say";
import { KeyItem, useKeyTrouble } from "./KeyItem";
import { useInstall } from "./NewApp";
import { Refusal } from "./Refusal";
import css from "./start.module.css";

type Chosen = { name: string; found: Found };

export function FromFile() {
  const { t } = useTranslation("building");
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const take = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (file !== undefined) setChosen({ name: file.name, found: readDefinition(await file.text(), locale) });
  };
  return (
    <div className={css.way}>
      <button
        type="button" className={`${css.drop} ${over ? css.over : ""}`} onClick={() => input.current?.click()}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); void take(event.dataTransfer.files); }}
      >
        <FileTextOutlined /><strong>{chosen?.name ?? t("file.drop")}</strong><span className="quiet">{t(chosen === null ? "file.hint" : "file.other")}</span>
      </button>
      <input ref={input} type="file" hidden accept=".json,application/json" tabIndex={-1} aria-label={t("file.choose")} onChange={(event) => { void take(event.target.files); event.target.value = ""; }} />
      {chosen !== null && ("fault" in chosen.found ? <Alert type="error" showIcon title={t(`file.fault.${chosen.found.fault}`)} /> : <Ready key={JSON.stringify(chosen)} found={chosen.found} />)}
    </div>
  );
}

function Ready({ found }: { found: Exclude<Found, { fault: string }> }) {
  const { t } = useTranslation("building");
  const [key, setKey] = useState(found.key);
  const start = useInstall();
  const make = useMutation({ mutationFn: () => start({ definition: withKey(found.definition, key) }, (made) => `/design/${made}`) });
  const trouble = useKeyTrouble(key);
  const sizes = PARTS.filter((part) => found.sizes[part] > 0).map((part) => t(`file.part.${part}`, { count: found.sizes[part] }));
  return (
    <Form layout="vertical" onFinish={() => trouble === null && make.mutate()}>
      <p className={css.found}><strong>{found.label}</strong> <span className="quiet">{sizes.join(" · ") || t("file.nothing")}</span></p>
      <KeyItem id="file-app-key" value={key} trouble={trouble} change={(next) => { make.reset(); setKey(next); }} />
      {make.isError && <Refusal error={make.error} />}
      <div className={css.foot}><Button type="primary" htmlType="submit" disabled={trouble !== null} loading={make.isPending}>{t("file.go")}</Button></div>
    </Form>
  );
}
