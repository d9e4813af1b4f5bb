/** The form as its users will see it: on a desk, on a phone, as each role. */
import { DesktopOutlined, MobileOutlined } from "@ant-design/icons";
import { Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { columnsOf, itemKey, itemSpan, sectionsOf } from "@/model/document/find";
import { isObject, textOf, type FieldDef, type FormDef, type RoleDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { StandIn } from "../canvas/StandIn";
import { useDefinition, useEditor, useForm } from "../editor/Editor";
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
        <Sections form={form} role={roles.find((each) => each.key === role)} phone={device === "phone"} />
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

type Right = "hidden" | "masked" | "read" | "write";

/** What a role may do with a field, as written in the roles; the server decides the same for real. */
function rightOf(role: RoleDef | undefined, form: FormDef, key: string): Right {
  if (!role) return "write";
  const grant = isObject(role.forms) ? role.forms[form.key] : undefined;
  if (!isObject(grant)) return "hidden";
  const fields = isObject(grant["fields"]) ? grant["fields"] : {};
  const right = fields[key] ?? fields["*"];
  if (typeof right === "string") return right as Right;
  return grant["create"] === true || (grant["edit"] !== undefined && grant["edit"] !== "none") ? "write" : "read";
}

function Sections({ form, role, phone }: { form: FormDef; role: RoleDef | undefined; phone: boolean }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const fields = new Map(form.fields.map((field) => [field.key, field]));
  const grant = role && isObject(role.forms) ? role.forms[form.key] : undefined;
  if (role && grant === undefined) return <p className={css.none}>{t("preview.noAccess")}</p>;
  return sectionsOf(form).map(({ id, section }) => {
    const columns = phone ? 1 : columnsOf(section);
    const items = section.items.filter((item) => fields.has(itemKey(item)) && rightOf(role, form, itemKey(item)) !== "hidden");
    if (items.length === 0) return null;
    return (
      <section key={id} className={css.section}>
        {textOf(section.section, locale) !== "" && <h3>{textOf(section.section, locale)}</h3>}
        <div className={css.grid} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
          {items.map((item) => {
            const field = fields.get(itemKey(item)) as FieldDef;
            return <Field key={field.key} field={field} span={phone ? 1 : itemSpan(item, columns)} right={rightOf(role, form, field.key)} />;
          })}
        </div>
      </section>
    );
  });
}

function Field({ field, span, right }: { field: FieldDef; span: number; right: Right }) {
  const locale = useLocale();
  const { types } = useEditor();
  return (
    <div style={{ gridColumn: `span ${span}`, opacity: right === "write" ? 1 : 0.72 }} data-preview-field={field.key} data-right={right}>
      <div className={css.label}>
        {textOf(field.label, locale)}
        {field["required"] === true && <span style={{ color: "var(--refused)" }}> *</span>}
      </div>
      {field.fields ? <Table fields={field.fields} /> : <StandIn field={field} widget={types.get(field.type)?.widget ?? ""} />}
    </div>
  );
}

function Table({ fields }: { fields: FieldDef[] }) {
  const locale = useLocale();
  return (
    <div className={css.table}>
      {fields.map((column) => (
        <span key={column.key} className="clip">
          {textOf(column.label, locale)}
        </span>
      ))}
    </div>
  );
}
