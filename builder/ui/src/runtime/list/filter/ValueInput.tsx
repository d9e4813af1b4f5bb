/** The value of a condition, typed with the widget of its field. */
import { type ComponentType, Suspense, useId, useMemo } from "react";
import type { FieldBundle, Kind, Wire } from "@/api/types";
import type { FilterValue } from "@/model/filter/tree";
import type { Arity } from "@/model/filter/where";
import { Bone } from "@/parts/states";
import { TextInput } from "@/widgets/inputs/TextInput";
import type { EditProps } from "@/widgets/kit";
import { WIDGETS } from "@/widgets/registry";
import { widgetOf } from "@/widgets/show";

interface Props {
  field: FieldBundle;
  label: string;
  arity: Arity;
  value: FilterValue;
  change: (value: FilterValue) => void;
}

/** What an input gives -> what a condition keeps: text, or a list of it. */
function keptAs(value: Wire): FilterValue {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "object" ? null : String(value);
}

function given(field: FieldBundle, value: FilterValue): Wire {
  if (field.many) return Array.isArray(value) ? value : value === null ? [] : [value];
  const one = Array.isArray(value) ? (value[0] ?? null) : value;
  if (field.kind === "boolean") return one === null ? null : one === "true";
  return one;
}

/** The field as it is asked for here: not required, never masked, many where a list is meant. */
function asked(field: FieldBundle, arity: Arity): FieldBundle {
  const choice = field.options.choices !== undefined || field.target != null;
  return { ...field, required: false, access: "write", many: arity === "list" && choice, options: { ...field.options, max_length: null } };
}

/** A computed field has no input of its own; its kind has one. */
function byKind(kind: Kind): ComponentType<EditProps> {
  return (kind === "number" ? WIDGETS["decimal"] : kind === "boolean" ? WIDGETS["boolean"] : kind === "date" ? WIDGETS["date"] : undefined)?.Edit ?? TextInput;
}

export function ValueInput({ field, label, arity, value, change }: Props) {
  const id = useId();
  const plain = useMemo(() => asked(field, arity), [field, arity]);
  if (arity === "none") return null;
  const widget = widgetOf(field);
  const free = field.kind === "text" && plain.options.choices === undefined;
  const Input = free ? TextInput : field.kind === "datetime" ? byKind("date") : (widget?.Edit ?? byKind(field.kind));
  if (arity === "range") {
    const [from = "", to = ""] = Array.isArray(value) ? value : [];
    const set = (index: 0 | 1, next: Wire): void => {
      const text = next === null ? "" : String(keptAs(next));
      change(index === 0 ? [text, to] : [from, text]);
    };
    return (
      <Suspense fallback={<Bone height={30} />}>
        <span className="row" style={{ flex: 1 }}>
          <label className="visually-hidden" htmlFor={id}>{`${label} ≥`}</label>
          <Input id={id} field={plain} label={`${label} ≥`} value={from === "" ? null : from} change={(next) => set(0, next)} />
          <span className="quiet" aria-hidden="true">–</span>
          <label className="visually-hidden" htmlFor={`${id}b`}>{`${label} ≤`}</label>
          <Input id={`${id}b`} field={plain} label={`${label} ≤`} value={to === "" ? null : to} change={(next) => set(1, next)} />
        </span>
      </Suspense>
    );
  }
  return (
    <Suspense fallback={<Bone height={30} />}>
      <label className="visually-hidden" htmlFor={id}>{label}</label>
      <Input id={id} field={plain} label={label} value={given(plain, value)} change={(next) => change(keptAs(next))} />
    </Suspense>
  );
}
