/** The form on the canvas: sections as cards, fields where users will find them. */
import { useDroppable } from "@dnd-kit/core";
import { Button } from "antd";
import { PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { sectionsOf } from "@/model/document/find";
import { textOf } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { Empty } from "@/parts/states";
import { useAdd } from "../palette/useAdd";
import { useEditor, useForm, useSession } from "../editor/Editor";
import { SectionCard } from "./SectionCard";
import css from "./canvas.module.css";

export function Canvas() {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const form = useForm();
  const { session } = useEditor();
  const { addSection } = useAdd();
  const { setNodeRef } = useDroppable({ id: "canvas" });
  if (!form) return null;
  const sections = sectionsOf(form);
  const blank = form.fields.length === 0 && sections.every((each) => each.virtual);
  return (
    <div ref={setNodeRef} className={css.canvas} data-canvas onClick={(event) => event.target === event.currentTarget && session.getState().select(null)}>
      <div className={css.sheet}>
        <header className={css.title}>{textOf(form.label, locale)}</header>
        {sections.map((shown) => (
          <SectionCard key={shown.id} shown={shown} form={form} only={sections.length === 1} />
        ))}
        {blank && <Empty compact title={t("canvas.blank.title")} hint={t("canvas.blank.hint")} />}
        <Button type="dashed" block icon={<PlusOutlined />} onClick={addSection}>
          {t("palette.addSection")}
        </Button>
      </div>
      <DropLine />
    </div>
  );
}

/** Where the thing in hand would land. */
function DropLine() {
  const drop = useSession((state) => state.drop);
  if (!drop) return null;
  const { left, top, length, way } = drop.line;
  const size = way === "across" ? { width: length, height: 2 } : { width: 2, height: length };
  return <div className={css.line} data-insertion={way} style={{ left: way === "down" ? left - 1 : left, top: way === "across" ? top - 1 : top, ...size }} />;
}
