/** What the expression comes to: its mistake in words, or its kind and its value on a sample record. */
import { useTranslation } from "react-i18next";
import type { Diagnostic, Json, Wire } from "@/api/types";
import { grouped } from "@/model/numbers";
import { useSay } from "@/parts/say";
import type { ExpressionCheck } from "../api";
import type { Sample } from "./useSample";
import css from "./formula.module.css";

export function Result({ answer, saved, blank, sample }: { answer: ExpressionCheck | null; saved: Diagnostic[]; blank: boolean; sample: Sample | null }) {
  const { t } = useTranslation("designer");
  const say = useSay();
  if (blank) return <span className={css.result} />;
  const [wrong] = (answer ? answer.diagnostics : saved).toSorted((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  if (wrong) {
    return (
      <span className={css.result} data-wrong={wrong.severity} role="status">
        {say(wrong.message)}
      </span>
    );
  }
  if (!answer) return <span className={css.result} />;
  const kind = kindOf(answer.type);
  return (
    <span className={css.result} role="status">
      {sample !== null && (
        <strong className="num" data-sample>
          = {shown(sample.value, t)}
        </strong>
      )}{" "}
      <span className="quiet">
        {t(`kind.${kind}`, { defaultValue: kind })}
        {sample !== null && sample.of !== "" && ` · ${t("formula.on", { record: sample.of })}`}
      </span>
    </span>
  );
}

/** `{"kind": "number"}` or "number" → "number". */
function kindOf(type: Json): string {
  if (typeof type === "string") return type;
  const kind = type !== null && typeof type === "object" && !Array.isArray(type) ? type["kind"] : null;
  return typeof kind === "string" ? kind : "";
}

function shown(value: Wire, t: (key: string) => string): string {
  if (value === null) return t("blank");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return typeof value === "object" ? JSON.stringify(value) : grouped(String(value));
}
