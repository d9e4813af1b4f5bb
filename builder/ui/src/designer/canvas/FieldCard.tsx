/** A field on the canvas: selected by click, dragged by hand, moved by keyboard, its label edited in place. */
import { CopyOutlined, DeleteOutlined, EyeInvisibleOutlined, HolderOutlined, LockOutlined } from "@ant-design/icons";
import { useDraggable } from "@dnd-kit/core";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "@/model/document/names";
import { textOf, type FieldDef, type Span } from "@/model/document/types";
import type { Target } from "@/model/document/pointer";
import { useLocale } from "@/parts/say";
import { useEditor, useForm, useProblemsOf, useRun, useSession } from "../editor/Editor";
import { sameTarget } from "../editor/targets";
import { Mark } from "../problems/Mark";
import { useFieldActions } from "./actions";
import { Columns } from "./Columns";
import { InlineLabel } from "./InlineLabel";
import { StandIn } from "./StandIn";
import { SpanPicker } from "./SpanPicker";
import { useFieldKeys } from "./useFieldKeys";
import { useReveal } from "./useReveal";
import css from "./canvas.module.css";

interface Props {
  field: FieldDef;
  span: Span;
  columns: Span;
  placed: boolean;
}

export function FieldCard({ field, span, columns, placed }: Props) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { session, form, types } = useEditor();
  const run = useRun();
  const id = idOf(field);
  const target: Target = { kind: "field", form, field: id };
  const [editing, setEditing] = useState(false);
  const selected = useSession((state) => sameTarget(state.selection, target));
  const lifted = useSession((state) => state.lifted === id);
  const problems = useProblemsOf(target);
  const reveal = useReveal(selected);
  const keys = useFieldKeys(field, () => setEditing(true));
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `field:${id}`, data: { kind: "field", field: id } });
  const label = textOf(field.label, locale);
  return (
    <div
      ref={(node) => {
        setNodeRef(node);
        reveal.current = node;
      }}
      role="group"
      tabIndex={0}
      aria-label={t("canvas.field", { label })}
      aria-current={selected}
      className={`${css.field} ${selected ? css.selected : ""} ${isDragging ? css.away : ""} ${lifted ? css.lifted : ""}`}
      style={{ gridColumn: `span ${span}` }}
      data-item={field.key}
      data-field={id}
      data-span={span}
      data-whole={field.fields !== undefined}
      onPointerDown={listeners?.["onPointerDown"] as React.PointerEventHandler | undefined}
      onClick={() => session.getState().select(target)}
      onFocus={(event) => event.target === event.currentTarget && session.getState().select(target)}
      onKeyDown={keys}
    >
      <div className={css.fieldHead}>
        <InlineLabel label={field.label} name={t("option.label")} editing={editing} done={() => setEditing(false)} change={(value, mark) => run({ do: "set_option", form, field: id, option: "label", value }, `${mark}:${id}`)} />
        {field["required"] === true && <span className={css.required} aria-label={t("option.required")}>*</span>}
        <Traits field={field} />
        <Mark diagnostics={problems} />
      </div>
      {field.fields ? <Columns field={field} /> : <StandIn field={field} widget={types.get(field.type)?.widget ?? ""} />}
      {selected && <Tools field={field} span={span} columns={columns} placed={placed} />}
    </div>
  );
}

/** Small signs for what cannot be seen otherwise: shown or locked on a condition. */
function Traits({ field }: { field: FieldDef }) {
  const { t } = useTranslation("designer");
  const condition = useForm()?.conditions?.find((each) => each.item === field.key);
  return (
    <span className={css.traits}>
      {condition?.visible !== undefined && (
        <Tooltip title={t("condition.visible")}>
          <EyeInvisibleOutlined />
        </Tooltip>
      )}
      {condition?.readonly_if !== undefined && (
        <Tooltip title={t("condition.readonly_if")}>
          <LockOutlined />
        </Tooltip>
      )}
    </span>
  );
}

function Tools({ field, span, columns, placed }: Props) {
  const { t } = useTranslation("designer");
  const { duplicate, remove } = useFieldActions();
  const keys = useFieldKeys(field, () => undefined);
  const ref = { field: idOf(field) };
  return (
    <div className={css.tools} onClick={(event) => event.stopPropagation()}>
      <Tooltip title={t("canvas.move")}>
        <Button type="text" size="small" icon={<HolderOutlined />} aria-label={t("canvas.move")} data-handle onKeyDown={keys} style={{ cursor: "grab" }} />
      </Tooltip>
      {placed && field.fields === undefined && <SpanPicker field={field} span={span} columns={columns} />}
      <Tooltip title={t("canvas.duplicate")}>
        <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t("canvas.duplicate")} onClick={() => duplicate(ref)} />
      </Tooltip>
      <Tooltip title={t("canvas.remove")}>
        <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("canvas.remove")} onClick={() => remove(ref)} />
      </Tooltip>
    </div>
  );
}
