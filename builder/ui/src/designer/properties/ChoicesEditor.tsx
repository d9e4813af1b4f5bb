/** Choices: what users read, the key that is stored, a colour, and their order. */
import { DeleteOutlined, HolderOutlined, PlusOutlined } from "@ant-design/icons";
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button, Input, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { freshKey } from "@/model/document/names";
import { isObject, textOf, type JsonObject, type Label } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { TONES, toneOf } from "@/theme/tokens";
import { relabel } from "../editor/labels";
import type { Bound } from "./OptionLine";
import css from "./properties.module.css";

interface Choice extends JsonObject {
  key: string;
  label: Label;
  color?: string;
}

export function ChoicesEditor({ value, change, settle, colours }: Bound & { colours: string[] }) {
  const { t } = useTranslation("designer");
  const choices = (Array.isArray(value) ? value.filter(isObject) : []) as Choice[];
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const put = (at: number, next: Choice) => change(choices.with(at, next));
  const add = (labels: string[]) => {
    const made = [...choices];
    for (const label of labels) made.push({ key: freshKey(`option_${made.length + 1}`, made.map((each) => each.key)), label });
    change(made);
    settle();
  };
  const end = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    const keys = choices.map((each) => each.key);
    change(arrayMove(choices, keys.indexOf(String(active.id)), keys.indexOf(String(over.id))));
    settle();
  };
  return (
    <div className={css.choices}>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}>
        <SortableContext items={choices.map((each) => each.key)} strategy={verticalListSortingStrategy}>
          {choices.map((choice, index) => (
            <Line key={choice.key} choice={choice} colours={colours} taken={choices.map((each) => each.key)} change={(next) => put(index, next)} settle={settle} remove={choices.length > 1 ? () => { change(choices.toSpliced(index, 1)); settle(); } : null} paste={(lines) => add(lines)} />
          ))}
        </SortableContext>
      </DndContext>
      <Button size="small" type="dashed" block icon={<PlusOutlined />} onClick={() => add([t("properties.choiceN", { n: choices.length + 1 })])}>
        {t("properties.addChoice")}
      </Button>
    </div>
  );
}

interface LineProps {
  choice: Choice;
  colours: string[];
  taken: string[];
  change: (choice: Choice) => void;
  settle: () => void;
  remove: (() => void) | null;
  /** Several lines pasted at once are several choices. */
  paste: (lines: string[]) => void;
}

function Line({ choice, colours, taken, change, settle, remove, paste }: LineProps) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition } = useSortable({ id: choice.key });
  const text = textOf(choice.label, locale);
  return (
    <div ref={setNodeRef} className={css.choice} style={{ transform: CSS.Translate.toString(transform), transition }} data-choice={choice.key}>
      <button type="button" ref={setActivatorNodeRef} className={css.grip} {...attributes} {...listeners} aria-label={t("canvas.move")}>
        <HolderOutlined />
      </button>
      <Colour value={choice.color} colours={colours} name={text} change={(color) => { change(color === undefined ? { key: choice.key, label: choice.label } : { ...choice, color }); settle(); }} />
      <Input
        size="small"
        aria-label={t("option.label")}
        value={text}
        onChange={(event) => change({ ...choice, label: relabel(choice.label, locale, event.target.value) })}
        onBlur={settle}
        onPaste={(event) => {
          const lines = event.clipboardData.getData("text").split(/\r?\n/).map((each) => each.trim()).filter((each) => each !== "");
          if (lines.length < 2) return;
          event.preventDefault();
          paste(lines);
        }}
      />
      <KeyBox value={choice.key} taken={taken} change={(key) => { change({ ...choice, key }); settle(); }} />
      <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("properties.removeChoice", { label: text })} disabled={remove === null} onClick={() => remove?.()} />
    </div>
  );
}

function KeyBox({ value, taken, change }: { value: string; taken: string[]; change: (key: string) => void }) {
  const { t } = useTranslation("designer");
  return (
    <Input
      key={value}
      size="small"
      className={css.key ?? ""}
      aria-label={t("option.key")}
      title={t("properties.choiceKey")}
      defaultValue={value}
      onBlur={({ target }) => {
        const key = target.value.trim();
        if (/^[a-z][a-z0-9_]{0,40}$/.test(key) && !taken.includes(key)) change(key);
        else target.value = value;
      }}
      onPressEnter={(event) => event.currentTarget.blur()}
    />
  );
}

function Colour({ value, colours, name, change }: { value: string | undefined; colours: string[]; name: string; change: (colour: string | undefined) => void }) {
  const { t } = useTranslation("designer");
  const paint = (colour: string | undefined) => ({ background: TONES[toneOf(colour)].soft, borderColor: TONES[toneOf(colour)].text });
  const swatches = (
    <div className={css.swatches}>
      {colours.map((colour) => (
        <button key={colour} type="button" className={css.swatch} style={paint(colour)} aria-label={t(`value.color.${colour}`, { defaultValue: colour })} aria-pressed={colour === value} onClick={() => change(colour === "grey" ? undefined : colour)} />
      ))}
    </div>
  );
  return (
    <Popover content={swatches} trigger="click" placement="bottomLeft">
      <button type="button" className={css.swatch} style={paint(value)} aria-label={t("properties.colourOf", { label: name })} />
    </Popover>
  );
}
