/** When a field or section shows, must be answered, or may not be changed. */
import { useTranslation } from "react-i18next";
import type { FormDef } from "@/model/document/types";
import { useEditor, useProblems, useRun } from "../editor/Editor";
import { Group } from "./parts";
import { Slot } from "./Slot";

const SLOTS = ["visible", "required_if", "readonly_if"] as const;

export function Conditions({ form, item, derived }: { form: FormDef; item: string; derived: boolean }) {
  const { t } = useTranslation("designer");
  const { form: formId } = useEditor();
  const run = useRun();
  const held = form.conditions?.find((each) => each.item === item);
  const problems = useProblems();
  const offered = derived ? (["visible"] as const) : SLOTS;
  return (
    <Group title={t("properties.group.conditions")} folded={held === undefined}>
      {offered.map((slot) => (
        <Slot
          key={slot}
          name={slot}
          label={t(`condition.${slot}`)}
          empty={t(`condition.never.${slot}`)}
          value={held?.[slot] ?? null}
          scope={{ form: form.key }}
          slot={slot}
          diagnostics={problems.filter(({ target }) => target.kind === "condition" && target.form === formId && target.item === item && target.slot === slot).map((each) => each.diagnostic)}
          change={(value) => run({ do: "set_condition", form: formId, item, slot, value }, `condition:${item}:${slot}`)}
        />
      ))}
    </Group>
  );
}
