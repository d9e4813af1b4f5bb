/** Dragging: the pointer alone decides where things land; the hand shows what it carries. */
import { DndContext, DragOverlay, PointerSensor, useSensor, useSensors, type DragStartEvent } from "@dnd-kit/core";
import { useCallback, useEffect, useRef, type ReactNode } from "react";
import { findField, findForm } from "@/model/document/find";
import { textOf, type Definition } from "@/model/document/types";
import { useLocale, useSay } from "@/parts/say";
import { useEditor, useSession, type Editor } from "../editor/Editor";
import { TypeIcon } from "../editor/icons";
import { standsAlone, useAdd } from "../palette/useAdd";
import type { Cargo } from "../editor/session";
import { dropField, dropSection, type Drop } from "./drop";
import { propertiesOf } from "../properties/schema";
import { measure } from "./measure";
import css from "./dnd.module.css";

export function Dnd({ children }: { children: ReactNode }) {
  const { document: doc, session, form, types } = useEditor();
  const { addField } = useAdd();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const cargo = useSession((state) => state.cargo);

  useFollow(
    cargo,
    useCallback(
      (x: number, y: number) => {
        const { cargo: carried } = session.getState();
        session.getState().set({ drop: landing(carried, x, y, natureOf(carried, doc.getState().history.present, form, types)) });
      },
      [session, doc, form, types],
    ),
  );

  const start = ({ active }: DragStartEvent) => session.getState().set({ cargo: active.data.current as Cargo, drop: null, lifted: null });

  const end = () => {
    const { cargo: carried, drop } = session.getState();
    session.getState().set({ cargo: null, drop: null });
    if (!carried || !drop) return;
    const { run, seal } = doc.getState();
    seal();
    if (carried.kind === "new") {
      const type = types.get(carried.type);
      if (type) addField(type, drop);
    } else if (carried.kind === "section" && drop.into === "sections") run({ do: "move_section", form, section: carried.section, before: drop.before });
    else if (carried.kind === "field" && drop.into === "layout") run({ do: "move_field", form, field: carried.field, place: drop.place });
    else if (carried.kind === "field" && drop.into === "table") run({ do: "move_column", form, parent: drop.parent, field: carried.field, before: drop.before });
  };

  return (
    <DndContext sensors={sensors} onDragStart={start} onDragEnd={end} onDragCancel={() => session.getState().set({ cargo: null, drop: null })}>
      {children}
      <DragOverlay dropAnimation={null}>{cargo && <InHand cargo={cargo} />}</DragOverlay>
    </DndContext>
  );
}

/** What decides where a field may go: whether it may be a column, whether it needs the whole width. */
interface Nature {
  alone: boolean;
  whole: boolean;
}

function natureOf(cargo: Cargo | null, definition: Definition, form: string, types: Editor["types"]): Nature {
  if (cargo?.kind === "new") {
    const type = types.get(cargo.type);
    return { alone: standsAlone(type), whole: type !== undefined && "fields" in propertiesOf(type.options_schema) };
  }
  const field = cargo?.kind === "field" && cargo.parent === undefined ? findField(definition, { form, field: cargo.field }) : undefined;
  return { alone: true, whole: field?.fields !== undefined };
}

/** Where the cargo would land; null over everything that is not the canvas. */
function landing(cargo: Cargo | null, x: number, y: number, { alone, whole }: Nature): Drop | null {
  const boxes = measure(x, y);
  if (!boxes || !cargo) return null;
  if (cargo.kind === "section") return dropSection(boxes.sections, y);
  if (cargo.kind === "new") return dropField(boxes.sections, alone ? [] : boxes.tables, x, y, whole);
  const tables = cargo.parent === undefined ? [] : boxes.tables.filter((table) => table.parent === cargo.parent);
  const drop = dropField(boxes.sections, tables, x, y, whole);
  return (cargo.parent === undefined) === (drop?.into === "layout") ? drop : null;
}

/** Calls back with the pointer while something is carried, at most once per frame. */
function useFollow(cargo: Cargo | null, at: (x: number, y: number) => void): void {
  const frame = useRef(0);
  useEffect(() => {
    if (!cargo) return;
    let point: [number, number] | null = null;
    const look = () => {
      frame.current = 0;
      if (point) at(...point);
    };
    const later = () => {
      if (frame.current === 0) frame.current = requestAnimationFrame(look);
    };
    const move = (event: PointerEvent) => {
      point = [event.clientX, event.clientY];
      later();
    };
    window.addEventListener("pointermove", move, true);
    window.addEventListener("scroll", later, true);
    return () => {
      window.removeEventListener("pointermove", move, true);
      window.removeEventListener("scroll", later, true);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [cargo, at]);
}

function InHand({ cargo }: { cargo: Cargo }) {
  const locale = useLocale();
  const say = useSay();
  const { document: doc, types, form } = useEditor();
  const definition = doc.getState().history.present;
  if (cargo.kind === "new") {
    const type = types.get(cargo.type);
    return <Chip icon={type?.icon} text={say(type?.label)} />;
  }
  if (cargo.kind === "section") {
    const section = findForm(definition, form)?.layout?.find((each) => each.key === cargo.section);
    return <Chip icon="TableOutlined" text={textOf(section?.section, locale)} />;
  }
  const field = findField(definition, { form, field: cargo.field, ...(cargo.parent === undefined ? {} : { parent: cargo.parent }) });
  return <Chip icon={types.get(field?.type ?? "")?.icon} text={textOf(field?.label, locale)} />;
}

function Chip({ icon, text }: { icon: string | undefined; text: string }) {
  return (
    <div className={css.chip} data-in-hand>
      <TypeIcon name={icon} />
      <span className="clip">{text}</span>
    </div>
  );
}
