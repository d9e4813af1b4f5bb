/** A whole definition in the place of the draft: for what is written by hand, such as roles, parameters and scenarios. */
import { MoreOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { PARTS, readDefinition, withKey } from "@/model/document/blank";
import { prepare } from "@/model/document/prepare";
import type { Definition } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { check } from "../api";
import { useEditor, useRun } from "../editor/Editor";
import { Diagnostics } from "../start/Refusal";

export function ReplaceDraft() {
  const { t } = useTranslation("building");
  const locale = useLocale();
  const { app } = useEditor();
  const run = useRun();
  const { modal, message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = readDefinition(await file.text(), locale);
    if ("fault" in found) {
      void message.error(t(`file.fault.${found.fault}`));
      return;
    }
    const definition = withKey(found.definition, app) as Definition;
    try {
      const errors = (await check(app, definition)).filter((each) => each.severity === "error");
      const sizes = PARTS.filter((part) => found.sizes[part] > 0).map((part) => t(`file.part.${part}`, { count: found.sizes[part] }));
      const content = <><p>{sizes.join(" · ")}</p><p className="quiet">{t("replace.hint")}</p></>;
      if (errors.length > 0) modal.error({ title: t("replace.refused"), width: 560, content: <Diagnostics lead={t("replace.wrong", { count: errors.length })} found={errors} /> });
      else modal.confirm({ title: t("replace.title", { file: file.name }), width: 520, content, okText: t("replace.go"), onOk: () => run({ do: "replace_definition", definition: prepare(definition) }) });
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    }
  };
  const items = [{ key: "replace", label: t("replace.open"), onClick: () => input.current?.click() }];
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items }}>
        <Button icon={<MoreOutlined />} aria-label={t("replace.more")} />
      </Dropdown>
      <input ref={input} type="file" hidden accept=".json,application/json" tabIndex={-1} aria-label={t("file.choose")} onChange={(event) => { void take(event.target.files?.[0]); event.target.value = ""; }} />
    </>
  );
}
