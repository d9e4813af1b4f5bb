/** Comparing what can be selected. */
import type { Target } from "@/model/document/pointer";

/** Whether two targets are one element, whatever slot of it they mean. */
export function sameTarget(a: Target | null, b: Target | null): boolean {
  return a !== null && b !== null && targetName(a) === targetName(b);
}

/** One text per element: `{kind: "field", form: "order", field: "amount"}` → "field/order//amount". */
export function targetName(target: Target): string {
  switch (target.kind) {
    case "form":
      return `form/${target.form}`;
    case "field":
      return `field/${target.form}/${target.parent ?? ""}/${target.field}`;
    case "section":
      return `section/${target.form}/${target.section}`;
    case "condition":
      return `condition/${target.form}/${target.item}`;
    case "check":
      return `check/${target.form}/${target.check}`;
    case "view":
      return `view/${target.form}/${target.view}`;
    case "elsewhere":
      return `elsewhere/${target.part}`;
  }
}
