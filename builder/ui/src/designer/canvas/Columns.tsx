/** A subform on the canvas: its columns side by side, as users will see its header. */
import { useDraggable } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import { idOf } from "@/model/document/names";
import type { Target } from "@/model/document/pointer";
import { textOf, type FieldDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor, useProblemsOf, useSession } from "../editor/Editor";
import { TypeIcon } from "../editor/icons";
import { sameTarget } from "../editor/targets";
import { Mark } from "../problems/Mark";
import { useFieldKeys } from "./useFieldKeys";
import css from "./canvas.module.css";

export function Columns({ field }: { field: FieldDef }) {
  const { t } = useTranslation("designer");
  return (
    <div className={css.table} data-table={idOf(field)}>
      {(field.fields ?? []).map((column) => (
        <Column key={idOf(column)} column={column} parent={idOf(field)} />
      ))}
      {(field.fields ?? []).length === 0 && <p className={css.nothing}>{t("canvas.dropColumn")}</p>}
    </div>
  );
}

function Column({ column, parent }: { column: FieldDef; parent: string }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { session, form, types } = useEditor();
  const id = idOf(column);
  const target: Target = { kind: "field", form, field: id, parent };
  const selected = useSession((state) => sameTarget(state.selection, target));
  const problems = useProblemsOf(target);
  const keys = useFieldKeys(column, () => undefined, parent);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `column:${parent}:${id}`, data: { kind: "field", field: id, parent } });
  return (
    <div
      ref={setNodeRef}
      role="group"
      tabIndex={0}
      aria-label={t("canvas.field", { label: textOf(column.label, locale) })}
      aria-current={selected}
      className={`${css.column} ${selected ? css.selected : ""} ${isDragging ? css.away : ""}`}
      data-column={id}
      onPointerDown={(event) => {
        event.stopPropagation();
        (listeners?.["onPointerDown"] as React.PointerEventHandler | undefined)?.(event);
      }}
      onClick={(event) => {
        event.stopPropagation();
        session.getState().select(target);
      }}
      onFocus={(event) => {
        event.stopPropagation();
        session.getState().select(target);
      }}
      onKeyDown={keys}
    >
      <span className={css.columnHead}>
        <TypeIcon name={types.get(column.type)?.icon} />
        <span className="clip">{textOf(column.label, locale)}</span>
        {column["required"] === true && <span className={css.required}>*</span>}
        <Mark diagnostics={problems} />
      </span>
      <span className={css.cell} />
    </div>
  );
}
