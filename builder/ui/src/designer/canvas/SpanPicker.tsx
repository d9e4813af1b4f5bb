/** How wide a field is, in columns of its section. */
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { idOf } from "@/model/document/names";
import type { FieldDef, Span } from "@/model/document/types";
import { useEditor, useRun } from "../editor/Editor";
import css from "./canvas.module.css";

export function SpanPicker({ field, span, columns }: { field: FieldDef; span: Span; columns: Span }) {
  const { t } = useTranslation("designer");
  const { form } = useEditor();
  const run = useRun();
  if (columns === 1) return null;
  const spans = ([1, 2, 3] as Span[]).filter((value) => value <= columns);
  return (
    <span className={css.spans} role="group" aria-label={t("canvas.width")}>
      {spans.map((value) => (
        <Tooltip key={value} title={t("canvas.nWidth", { n: value, of: columns })}>
          <button type="button" className={`${css.span} ${value === span ? css.spanOn : ""}`} aria-pressed={value === span} aria-label={t("canvas.nWidth", { n: value, of: columns })} onClick={() => run({ do: "set_span", form, field: idOf(field), span: value })}>
            {Array.from({ length: columns }, (_, index) => (
              <i key={index} data-on={index < value} />
            ))}
          </button>
        </Tooltip>
      ))}
    </span>
  );
}
