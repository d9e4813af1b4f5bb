/** One list view. */
import { CloseOutlined, HolderOutlined } from "@ant-design/icons";
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { textOf, type FormDef, type Json, type ViewDef } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useEditor, useProblems, useRun, useSeal } from "../editor/Editor";
import { matches } from "../editor/pinyin";
import { LabelEditor } from "../properties/LabelEditor";
import { Complaints, Line } from "../properties/parts";
import { Slot } from "../properties/Slot";
import css from "./views.module.css";

/** Columns every form has, as the engine names them. */
const SYSTEM = ["owner_id", "owner_department_id", "created_at", "created_by", "updated_at", "flow_state"];

export function ViewEditor({ form, view }: { form: FormDef; view: ViewDef }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { form: formId } = useEditor();
  const run = useRun();
  const seal = useSeal();
  const problems = useProblems().flatMap(({ diagnostic, target }) => (target.kind === "view" && target.form === formId && target.view === view.key ? [{ diagnostic, slot: target.slot?.split(".")[0] }] : []));
  const of = (slot: string) => problems.filter((each) => each.slot === slot).map((each) => each.diagnostic);
  const set = (property: "label" | "columns" | "where" | "sort", value: Json | undefined) => run({ do: "set_view", form: formId, view: view.key, property, value }, `view:${view.key}:${property}`);
  const named = new Map([...form.fields.map((field) => [field.key, textOf(field.label, locale)] as const), ...SYSTEM.map((key) => [key, t(`system.${key}`)] as const)]);
  return (
    <div className={css.sheet}>
      <Line label={t("option.label")} name="label">
        {(id) => <LabelEditor id={id} value={view.label} required change={(value) => set("label", value ?? "")} settle={seal} />}
      </Line>
      <Slot name="where" label={t("views.where")} hint={t("views.whereHint")} empty={t("views.all")} value={view.where ?? null} scope={{ form: form.key }} slot="where" diagnostics={of("where")} change={(value) => set("where", value ?? undefined)} />
      <Columns keys={view.columns} named={named} change={(columns) => { set("columns", columns); seal(); }} />
      <Complaints diagnostics={of("columns")} />
      <Sorting sort={view.sort ?? []} named={named} change={(sort) => { set("sort", sort); seal(); }} />
      <Complaints diagnostics={of("sort")} />
    </div>
  );
}

type Named = ReadonlyMap<string, string>;

function pickable(named: Named, used: string[]) {
  return [...named].filter(([key]) => !used.includes(key)).map(([value, label]) => ({ value, label }));
}

function Columns({ keys, named, change }: { keys: string[]; named: Named; change: (keys: string[]) => void }) {
  const { t } = useTranslation("designer");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  return (
    <section className={css.block}>
      <h2>{t("views.columns")}</h2>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={({ active, over }) => over && active.id !== over.id && change(arrayMove(keys, keys.indexOf(String(active.id)), keys.indexOf(String(over.id))))}>
        <SortableContext items={keys} strategy={verticalListSortingStrategy}>
          {keys.map((key) => (
            <Column key={key} id={key} label={named.get(key) ?? key} remove={keys.length > 1 ? () => change(keys.filter((each) => each !== key)) : null} />
          ))}
        </SortableContext>
      </DndContext>
      <Select size="small" showSearch={{ filterOption: (typed, item) => item !== undefined && (matches(item.label, typed) || matches(item.value, typed)) }} value={null} placeholder={t("views.addColumn")} aria-label={t("views.addColumn")} options={pickable(named, keys)} onChange={(key: string | null) => key !== null && change([...keys, key])} />
    </section>
  );
}

function Column({ id, label, remove }: { id: string; label: string; remove: (() => void) | null }) {
  const { t } = useTranslation("designer");
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition } = useSortable({ id });
  return (
    <div ref={setNodeRef} className={css.column} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <button type="button" ref={setActivatorNodeRef} className={css.grip} {...attributes} {...listeners} aria-label={t("canvas.move")}>
        <HolderOutlined />
      </button>
      <span className="clip">{label}</span>
      <code>{id}</code>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("views.removeColumn", { label })} disabled={remove === null} onClick={() => remove?.()} />
    </div>
  );
}

function Sorting({ sort, named, change }: { sort: string[]; named: Named; change: (sort: string[]) => void }) {
  const { t } = useTranslation("designer");
  const keys = sort.map((each) => each.replace(/^-/, ""));
  return (
    <section className={css.block}>
      <h2>{t("views.sort")}</h2>
      {sort.map((each, index) => {
        const key = keys[index] ?? "";
        return (
          <div key={key} className={css.column}>
            <span className="clip">{named.get(key) ?? key}</span>
            <Segmented size="small" value={each.startsWith("-") ? "down" : "up"} options={[{ value: "up", label: t("views.up") }, { value: "down", label: t("views.down") }]} onChange={(way) => change(sort.with(index, way === "down" ? `-${key}` : key))} />
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("views.removeSort", { label: named.get(key) ?? key })} onClick={() => change(sort.toSpliced(index, 1))} />
          </div>
        );
      })}
      <Select size="small" value={null} placeholder={t("views.addSort")} aria-label={t("views.addSort")} options={pickable(named, keys)} onChange={(key: string | null) => key !== null && change([...sort, key])} />
    </section>
  );
}
