/** The sections of a record, where the form has them too. */
import { useTranslation } from "react-i18next";
import type { FormBundle, RecordItem, Section } from "@/api/types";
import { fieldsOf } from "@/model/bundle";
import { useSay } from "@/parts/say";
import type { ShowContext } from "@/widgets/kit";
import { useHidden } from "../form/host";
import css from "./Record.module.css";
import { Value } from "./Value";

interface Props {
  form: FormBundle;
  item: RecordItem;
  context: ShowContext;
}

/** The layout, or one section of everything when there is none. */
export function sectionsOf(form: FormBundle): Section[] {
  if (form.layout.length > 0) return form.layout;
  const items = form.fields.filter((field) => !field.system).map((field) => ({ field: field.key, span: field.fields == null ? (1 as const) : (2 as const) }));
  return [{ section: form.label, key: "all", columns: 2, items }];
}

/** What a section is called; fields that nobody laid out stand together under a word of our own. */
export function useSectionTitle(): (section: Section) => string {
  const { t } = useTranslation();
  const say = useSay();
  return (section) => say(section.section) || t("form.rest");
}

function SectionView({ section, form, item, context, hidden }: Props & { section: Section; hidden: ReadonlySet<string> }) {
  const say = useSay();
  const title = useSectionTitle()(section);
  const fields = fieldsOf(form);
  const items = section.items.flatMap((place) => {
    const field = fields.get(place.field);
    return field === undefined || hidden.has(place.field) ? [] : [{ field, span: field.fields == null && field.widget !== "attachment" ? (place.span ?? 1) : 3 }];
  });
  if (items.length === 0) return null;
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      <div className={css.grid}>
        <dl className={css.fields} data-columns={section.columns}>
          {items.map(({ field, span }) => (
            <div key={field.key} className={css.field} data-span={Math.min(span, section.columns)} data-wide={span > 1 || field.widget === "longtext"} data-field={field.key}>
              <dt className={field.fields != null && (items.length === 1 || say(field.label) === title) ? "visually-hidden" : undefined}>{say(field.label)}</dt>
              <dd><Value field={field} value={item[field.key] ?? null} context={context} form={form.key} id={item.id} /></dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

export function Details({ form, item, context }: Props) {
  const hidden = useHidden(form, item, context);
  return sectionsOf(form).map((section, index) => <SectionView key={section.key ?? index} section={section} form={form} item={item} context={context} hidden={hidden} />);
}

export function Facts({ form, item, context, fields }: Props & { fields: FormBundle["fields"] }) {
  const say = useSay();
  if (fields.length === 0) return null;
  return (
    <dl className={css.facts}>
      {fields.map((field) => (
        <div key={field.key} style={{ minWidth: 0 }}><dt>{say(field.label)}</dt><dd className="clip"><Value field={field} value={item[field.key] ?? null} context={context} form={form.key} id={item.id} /></dd></div>
      ))}
    </dl>
  );
}
