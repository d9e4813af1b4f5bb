/** What follows from what was typed: computed values, what is shown, what must be answered, what is fixed. */
import type { Condition, FieldBundle, FormBundle, Ir, RowValues, Values, Wire } from "@/api/types";

/** The expression language as a form uses it; how it is evaluated is the host's affair. */
export interface Host {
  open: (fields: readonly FieldBundle[], values: Values) => Opened;
}

/** The values of one record at one moment, read once and asked many times. Unknown is null. */
export interface Opened {
  /** Subforms with what is computed in their rows. */
  rows: Values;
  value: (ir: Ir, digits?: number | null) => Wire;
  /** Unknown is not true. */
  truth: (ir: Ir) => boolean;
  /** A value that later expressions shall see. */
  keep: (field: FieldBundle, value: Wire) => void;
}

export interface Derived {
  /** Typed and computed values together. */
  values: Values;
  hidden: ReadonlySet<string>;
  required: ReadonlySet<string>;
  readonly: ReadonlySet<string>;
}

function refsIn(ir: Ir, into: Set<string>): Set<string> {
  if ("ref" in ir && ir.ref[0] !== undefined) into.add(ir.ref[0]);
  if ("call" in ir) for (const arg of ir.args) refsIn(arg, into);
  return into;
}

const orders = new WeakMap<readonly FieldBundle[], FieldBundle[]>();

/** Computed fields the browser can evaluate, each after those it reads. */
export function computedInOrder(fields: readonly FieldBundle[]): FieldBundle[] {
  const known = orders.get(fields);
  if (known !== undefined) return known;
  const live = new Map(fields.filter((field) => field.computed?.live === true).map((field) => [field.key, field]));
  const done: FieldBundle[] = [];
  const visit = (field: FieldBundle, trail: Set<string>): void => {
    if (done.includes(field) || trail.has(field.key) || field.computed?.ir === undefined) return;
    trail.add(field.key);
    for (const name of refsIn(field.computed.ir, new Set())) {
      const other = live.get(name);
      if (other !== undefined) visit(other, trail);
    }
    done.push(field);
  };
  for (const field of live.values()) visit(field, new Set());
  orders.set(fields, done);
  return done;
}

export function isRows(value: Wire | undefined): value is RowValues[] {
  return Array.isArray(value) && value.every((row) => typeof row === "object" && !("type" in row && "size" in row));
}

/** The fields a condition speaks of, where it holds (or, for `visible`, where it does not). */
function speaking(conditions: Condition[], slot: "visible" | "required_if" | "readonly_if", test: (ir: Ir) => boolean): Set<string> {
  return new Set(conditions.flatMap((condition) => (condition[slot] != null && test(condition[slot]) ? condition.fields : [])));
}

/** Computed fields in turn, each seeing those before it. */
export function compute(fields: readonly FieldBundle[], opened: Opened): Values {
  const values: Values = {};
  for (const field of computedInOrder(fields)) {
    if (field.computed?.ir === undefined) continue;
    const value = opened.value(field.computed.ir, field.computed.digits);
    opened.keep(field, value);
    values[field.key] = value;
  }
  return values;
}

export function derive(form: FormBundle, typed: Values, host: Host): Derived {
  const opened = host.open(form.fields, typed);
  const values: Values = { ...typed, ...opened.rows, ...compute(form.fields, opened) };
  const hidden = speaking(form.conditions, "visible", (ir) => !opened.truth(ir));
  const required = speaking(form.conditions, "required_if", opened.truth);
  for (const field of form.fields) if (field.required) required.add(field.key);
  return { values, hidden, required, readonly: speaking(form.conditions, "readonly_if", opened.truth) };
}

/** What a new record starts with. */
export function startValues(fields: readonly FieldBundle[], host: Host): Values {
  const values: Values = {};
  for (const field of fields) if (field.default !== undefined) values[field.key] = field.default;
  const opened = host.open(fields, values);
  for (const field of fields) {
    if (field.default_ir == null) continue;
    const value = opened.value(field.default_ir, field.options.digits);
    values[field.key] = value;
    opened.keep(field, value);
  }
  return values;
}
