/** The sections of a form, as the definition lays them out. */
import { useShallow } from "zustand/react/shallow";
import type { FormBundle, Section } from "@/api/types";
import { fieldsOf } from "@/model/bundle";
import { useSay } from "@/parts/say";
import { sectionsOf, useSectionTitle } from "../record/Details";
import { useForm } from "./context";
import { FieldRow } from "./FieldRow";
import css from "./Form.module.css";

function SectionCard({ form, section, index }: { form: FormBundle; section: Section; index: number }) {
  const say = useSay();
  const titleOf = useSectionTitle();
  const fields = fieldsOf(form);
  const shown = useForm(useShallow((state) => section.items.map((item) => item.field).filter((key) => !state.derived.hidden.has(key))));
  const items = section.items.flatMap((item) => {
    const field = fields.get(item.field);
    return field === undefined || !shown.includes(item.field) ? [] : [{ field, span: field.fields != null ? 3 : (item.span ?? 1) }];
  });
  if (items.length === 0) return null;
  const title = titleOf(section);
  const body = (
    <div className={css.box}>
      <div className={css.fields} data-columns={section.columns}>
        {items.map(({ field, span }) => <FieldRow key={field.key} field={field} span={span} columns={section.columns} bare={field.fields != null && say(field.label) === title} />)}
      </div>
    </div>
  );
  return (
    <section className={css.section} id={`section-${index}`} aria-label={title}>
      {section.collapsed === true ? <details><summary>{title}</summary>{body}</details> : <><h2>{title}</h2>{body}</>}
    </section>
  );
}

export function Fields({ form }: { form: FormBundle }) {
  return <div className={css.sections}>{sectionsOf(form).map((section, index) => <SectionCard key={section.key ?? index} form={form} section={section} index={index} />)}</div>;
}

export function SectionNav({ form }: { form: FormBundle }) {
  const titleOf = useSectionTitle();
  return <nav className={css.nav}>{sectionsOf(form).map((section, index) => <a key={section.key ?? index} href={`#section-${index}`} onClick={(event) => { event.preventDefault(); document.getElementById(`section-${index}`)?.scrollIntoView({ behavior: "smooth" }); }}>{titleOf(section)}</a>)}</nav>;
}
