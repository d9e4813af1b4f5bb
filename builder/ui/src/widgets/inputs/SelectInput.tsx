/** One or several of the choices a field gives. */
import { CloseOutlined } from "@ant-design/icons";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { Pill } from "@/parts/Pill";
import { useSay } from "@/parts/say";
import { toneOf } from "@/theme/tokens";
import type { EditProps } from "../kit";

export default function SelectInput({ id, field, label, value, change, disabled, invalid, describedBy, dense, autoFocus }: EditProps) {
  const { t } = useTranslation();
  const say = useSay();
  const choices = field.options.choices ?? [];
  const options = choices.map((choice) => ({ value: choice.key, text: say(choice.label), label: choice.color == null ? say(choice.label) : <Pill tone={toneOf(choice.color)} square>{say(choice.label)}</Pill> }));
  const common = {
    id, options, disabled: disabled ?? false, status: invalid ? ("error" as const) : ("" as const), placeholder: dense ? "" : t("pick.placeholder"), allowClear: !field.required && !dense, variant: dense ? ("borderless" as const) : ("outlined" as const),
    style: { width: "100%" }, showSearch: choices.length > 8 ? { optionFilterProp: "text" } : false, autoFocus: autoFocus ?? false, "aria-label": dense ? label : undefined, "aria-invalid": invalid, "aria-describedby": describedBy, popupMatchSelectWidth: dense ? (false as const) : (true as const),
  };
  if (field.many) {
    const keys = Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
    return <Select {...common} mode="multiple" maxTagCount="responsive" value={keys}
        tagRender={({ value: key, onClose, closable, label: shown }) => {
          const choice = choices.find((each) => each.key === key);
          if (choice === undefined) return <span className="quiet" style={{ padding: "0 4px" }}>{shown}</span>;
          return <span style={{ marginInlineEnd: 4 }}><Pill tone={toneOf(choice.color ?? undefined)} square>{say(choice.label)}{closable && <CloseOutlined style={{ fontSize: 9, marginInlineStart: 4, cursor: "pointer" }} aria-label={t("pick.remove", { name: say(choice.label) })} onMouseDown={(event) => event.stopPropagation()} onClick={onClose} />}</Pill></span>;
        }} onChange={(next: string[]) => change(next)} />;
  }
  return <Select {...common} value={typeof value === "string" ? value : null} onChange={(next: string | null | undefined) => change(next ?? null)} />;
}
