/** A new form: its name, its key, and who may use it at once. */
import { Checkbox, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Rights } from "@/model/document/commands/command";
import { formKeys, freshKey, keyFault } from "@/model/document/names";
import { textOf } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { newForm } from "../editor/create";
import { useDefinition, useEditor, useRun } from "../editor/Editor";
import { initials } from "../editor/pinyin";
import css from "./forms.module.css";

const RIGHTS: readonly Rights[] = ["own", "all"];

export function NewForm({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const navigate = useNavigate();
  const { app } = useEditor();
  const definition = useDefinition();
  const run = useRun();
  const roles = definition.roles ?? [];
  const [label, setLabel] = useState("");
  const [key, setKey] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>(roles.map((role) => role.key));
  // With one role there is nobody to tell apart yet.
  const [rights, setRights] = useState<Rights>(roles.length === 1 ? "all" : "own");
  const suggested = freshKey(initials(label.trim()) || "form", formKeys(definition));
  const actual = key ?? suggested;
  const fault = keyFault(actual, formKeys(definition));
  const create = () => {
    run({ do: "add_form", form: newForm(actual, label.trim(), locale), roles: chosen, rights, navigation: true });
    close();
    void navigate(`/design/${app}/forms/${actual}`);
  };
  return (
    <Modal open title={t("forms.add")} onCancel={close} afterOpenChange={(shown) => { if (shown) document.getElementById("new-form-label")?.focus(); }} okText={t("forms.create")} okButtonProps={{ disabled: label.trim() === "" || fault !== null }} onOk={create}>
      <Form layout="vertical" onFinish={create}>
        <Form.Item label={t("form.label")} htmlFor="new-form-label" required>
          <Input id="new-form-label" value={label} maxLength={40} placeholder={t("forms.labelHint")} onChange={(event) => setLabel(event.target.value)} onPressEnter={() => label.trim() !== "" && fault === null && create()} />
        </Form.Item>
        <Form.Item label={t("option.key")} htmlFor="new-form-key" validateStatus={fault ? "error" : ""} help={fault ? t(`key.${fault}`) : t("optionHint.key")}>
          <Input id="new-form-key" value={actual} spellCheck={false} onChange={(event) => setKey(event.target.value)} />
        </Form.Item>
        {roles.length > 0 && (
          <Form.Item label={t("forms.roles")}>
            <Checkbox.Group value={chosen} options={roles.map((role) => ({ value: role.key, label: textOf(role.label, locale) }))} onChange={(next) => setChosen(next)} />
          </Form.Item>
        )}
        {chosen.length > 0 && (
          <Form.Item label={t("forms.rights")}>
            <Radio.Group value={rights} className={css.rights ?? ""} options={RIGHTS.map((value) => ({ value, label: t(`forms.right.${value}`) }))} onChange={(event) => setRights(event.target.value as Rights)} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
