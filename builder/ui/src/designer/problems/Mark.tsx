/** The quiet red mark on an element that has a problem; what is wrong is read on hover. */
import { Tooltip } from "antd";
import type { Diagnostic } from "@/api/types";
import { useSay } from "@/parts/say";
import css from "./problems.module.css";

export function Mark({ diagnostics }: { diagnostics: Diagnostic[] }) {
  const say = useSay();
  if (diagnostics.length === 0) return null;
  const worst = diagnostics.some((each) => each.severity === "error") ? "error" : "warning";
  const text = diagnostics.map((each) => say(each.message)).join("\n");
  return (
    <Tooltip title={<span style={{ whiteSpace: "pre-line" }}>{text}</span>}>
      <span className={css.mark} data-severity={worst} data-problem role="img" aria-label={text} />
    </Tooltip>
  );
}
