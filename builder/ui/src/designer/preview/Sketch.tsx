/** The form drawn without the server's help: what is left of the preview while the draft has mistakes. */
import { useTranslation } from "react-i18next";
import { columnsOf, itemKey, itemSpan, sectionsOf } from "@/model/document/find";
import { isObject, textOf, type FieldDef, type FormDef, type RoleDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { StandIn } from "../canvas/StandIn";
import { useEditor } from "../editor/Editor";
import css from "./preview.module.css";

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

export function Sketch({ form, role, phone }: { form: FormDef; role: RoleDef | undefined; phone: boolean }) {
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
            return <Field key={field.key} field={field} span={phone ? 1 : field.fields ? columns : itemSpan(item, columns)} right={rightOf(role, form, field.key)} />;
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
