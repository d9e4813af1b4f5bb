/** A section: its title, its columns, its fields. */
import { DeleteOutlined, HolderOutlined } from "@ant-design/icons";
import { useDraggable } from "@dnd-kit/core";
import { Button, Segmented, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { columnsOf, itemKey, itemSpan, type ShownSection } from "@/model/document/find";
import { idOf } from "@/model/document/names";
import type { FormDef, Span } from "@/model/document/types";
import { useEditor, useProblemsOf, useRun, useSession } from "../editor/Editor";
import { sameTarget } from "../editor/targets";
import type { Target } from "@/model/document/pointer";
import { Mark } from "../problems/Mark";
import { FieldCard } from "./FieldCard";
import { InlineLabel } from "./InlineLabel";
import { useReveal } from "./useReveal";
import css from "./canvas.module.css";

export function SectionCard({ shown, form, only }: { shown: ShownSection; form: FormDef; only: boolean }) {
  const { t } = useTranslation("designer");
  const { session, form: formId } = useEditor();
  const run = useRun();
  const { id, section, virtual } = shown;
  const target: Target = { kind: "section", form: formId, section: id };
  const selected = useSession((state) => sameTarget(state.selection, target));
  const problems = useProblemsOf(target);
  const reveal = useReveal(selected);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `section:${id}`, data: { kind: "section", section: id }, disabled: virtual });
  const columns = columnsOf(section);
  const fields = new Map(form.fields.map((field) => [field.key, field]));
  const select = () => session.getState().select(target);
  return (
    <section ref={reveal} className={`${css.section} ${selected ? css.selected : ""} ${isDragging ? css.away : ""}`} data-section={id} data-columns={columns} onClick={(event) => event.target === event.currentTarget && select()}>
      <header ref={setNodeRef} className={css.sectionHead} onClick={select}>
        {!virtual && (
          <span className={css.grip} aria-hidden {...listeners}>
            <HolderOutlined />
          </span>
        )}
        {virtual ? (
          <span className={css.sectionTitle}>{only ? t("canvas.all") : t("canvas.rest")}</span>
        ) : (
          <InlineLabel label={section.section} className={css.sectionTitle} name={t("canvas.sectionTitle")} change={(value, mark) => run({ do: "set_section", form: formId, section: id, property: "section", value }, mark)} />
        )}
        <Mark diagnostics={problems} />
        {!virtual && (
          <span className={css.sectionTools} onClick={(event) => event.stopPropagation()}>
            <Segmented
              size="small"
              aria-label={t("canvas.columns")}
              value={columns}
              options={[1, 2, 3].map((value) => ({ value, label: t("canvas.nColumns", { count: value }) }))}
              onChange={(value) => run({ do: "set_section", form: formId, section: id, property: "columns", value: value as Span })}
            />
            <Tooltip title={t("canvas.removeSection")}>
              <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("canvas.removeSection")} onClick={() => run({ do: "remove_section", form: formId, section: id })} />
            </Tooltip>
          </span>
        )}
      </header>
      <div className={css.grid} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }} onClick={(event) => event.target === event.currentTarget && select()}>
        {section.items.map((item) => {
          const field = fields.get(itemKey(item));
          return field ? <FieldCard key={idOf(field)} field={field} span={field.fields ? columns : itemSpan(item, columns)} columns={columns} placed={!virtual} /> : null;
        })}
        {section.items.length === 0 && <p className={css.nothing}>{t("canvas.dropHere")}</p>}
      </div>
    </section>
  );
}
