/** Everything a form can be made of: by group, by search; dragged, clicked, or with Enter. */
import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { useDraggable } from "@dnd-kit/core";
import { Input } from "antd";
import { useMemo, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "@/parts/say";
import type { FieldTypeInfo } from "../api";
import { useEditor } from "../editor/Editor";
import { TypeIcon } from "../editor/icons";
import { matches } from "../editor/pinyin";
import { useAdd } from "./useAdd";
import css from "./palette.module.css";

/** The order in which groups are offered; a group the engine adds comes last. */
const GROUPS = ["basic", "choice", "relation", "computed", "people", "cn", "media"];

export function Palette() {
  const { t } = useTranslation("designer");
  const { types } = useEditor();
  const [typed, setTyped] = useState("");
  const groups = useMemo(() => grouped([...types.values()], typed), [types, typed]);
  const { addSection } = useAdd();
  return (
    <aside className={css.palette} aria-label={t("palette.title")}>
      <div className={css.search}>
        <Input allowClear size="small" prefix={<SearchOutlined />} placeholder={t("palette.search")} aria-label={t("palette.search")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <div className={css.scroll} onKeyDown={roam}>
        {groups.map(([group, items]) => (
          <section key={group} className={css.group}>
            <h2>{t(`palette.group.${group}`, { defaultValue: group })}</h2>
            <div className={css.items}>
              {items.map((type) => (
                <Item key={type.name} type={type} />
              ))}
            </div>
          </section>
        ))}
        {groups.length === 0 && <p className={css.none}>{t("palette.none", { typed })}</p>}
        {typed === "" && (
          <section className={css.group}>
            <h2>{t("palette.group.layout")}</h2>
            <div className={css.items}>
              <button type="button" className={css.item} onClick={addSection} data-palette="section">
                <span className="type-icon">
                  <PlusOutlined />
                </span>
                <span className="clip">{t("palette.section")}</span>
              </button>
            </div>
          </section>
        )}
      </div>
    </aside>
  );
}

function grouped(types: FieldTypeInfo[], typed: string): [string, FieldTypeInfo[]][] {
  const found = types.filter((type) => [type.label["zh-CN"], type.label.en, type.name].some((text) => matches(text, typed)));
  const order = [...GROUPS, ...found.map((type) => type.group).filter((group) => !GROUPS.includes(group))];
  return [...new Set(order)].flatMap((group) => {
    const items = found.filter((type) => type.group === group);
    return items.length === 0 ? [] : [[group, items] as [string, FieldTypeInfo[]]];
  });
}

function Item({ type }: { type: FieldTypeInfo }) {
  const say = useSay();
  const { addField } = useAdd();
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `new:${type.name}`, data: { kind: "new", type: type.name } });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={`${css.item} ${isDragging ? css.away : ""}`}
      data-palette={type.name}
      title={say(type.label)}
      onPointerDown={listeners?.["onPointerDown"] as React.PointerEventHandler | undefined}
      onClick={() => addField(type)}
    >
      <TypeIcon name={type.icon} />
      <span className="clip">{say(type.label)}</span>
    </button>
  );
}

/** Arrow keys walk through the items; Enter on one appends it. */
function roam(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 2, ArrowLeft: -1, ArrowUp: -2 }[event.key];
  if (step === undefined) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-palette]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = items[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
