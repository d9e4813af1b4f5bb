/** The form as its users will see it: on a desk, on a phone, as each role. */
import { DesktopOutlined, MobileOutlined } from "@ant-design/icons";
import { Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf, type RoleDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useDefinition, useForm } from "../editor/Editor";
import { Live } from "./Live";
import css from "./preview.module.css";

export function Preview({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const form = useForm();
  const roles = useDefinition().roles ?? [];
  const [device, setDevice] = useState<"desk" | "phone">("desk");
  const [role, setRole] = useState<string | undefined>();
  if (!form) return null;
  return (
    <Modal open onCancel={close} footer={null} width="min(1120px, 94vw)" title={<Bar {...{ device, setDevice, role, setRole, roles, title: t("preview.title") }} />} styles={{ body: { height: "72vh", overflow: "auto", background: "var(--page)", padding: 16 } }}>
      <div className={device === "phone" ? css.phone : css.desk} data-preview={device}>
        <h2 className={css.title}>{textOf(form.label, locale)}</h2>
        <Live form={form} role={roles.find((each) => each.key === role)} phone={device === "phone"} />
      </div>
    </Modal>
  );
}

interface BarProps {
  title: string;
  device: "desk" | "phone";
  setDevice: (device: "desk" | "phone") => void;
  role: string | undefined;
  setRole: (role: string | undefined) => void;
  roles: RoleDef[];
}

function Bar({ title, device, setDevice, role, setRole, roles }: BarProps) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  return (
    <div className={css.bar}>
      <span>{title}</span>
      <Segmented size="small" value={device} onChange={setDevice} options={[{ value: "desk", icon: <DesktopOutlined />, label: t("preview.desk") }, { value: "phone", icon: <MobileOutlined />, label: t("preview.phone") }]} />
      <Select size="small" allowClear style={{ width: 180 }} value={role ?? null} placeholder={t("preview.role")} aria-label={t("preview.role")} options={roles.map((each) => ({ value: each.key, label: textOf(each.label, locale) }))} onChange={(value: string | undefined) => setRole(value)} />
    </div>
  );
}
