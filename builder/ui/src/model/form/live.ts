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
    if (done.includes(field) || trail.has(field.key) || field.computed == null) return;
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

/** The items (fields and sections) whose condition holds. */
function holding(conditions: Condition[], slot: "required_if" | "readonly_if", test: (ir: Ir) => boolean): Set<string> {
  return new Set(conditions.flatMap((condition) => (condition[slot] != null && test(condition[slot]) ? [condition.item] : [])));
}

/** Hidden sections hide their fields. */
function hiddenItems(form: FormBundle, test: (ir: Ir) => boolean): Set<string> {
  const hidden = new Set(form.conditions.flatMap((condition) => (condition.visible != null && !test(condition.visible) ? [condition.item] : [])));
  for (const section of form.layout) {
    if (section.key != null && hidden.has(section.key)) for (const item of section.items) hidden.add(item.field);
  }
  return hidden;
}

function spread(form: FormBundle, items: Set<string>): Set<string> {
  for (const section of form.layout) if (section.key != null && items.has(section.key)) for (const item of section.items) items.add(item.field);
  return items;
}

/** Computed fields in turn, each seeing those before it. */
export function compute(fields: readonly FieldBundle[], opened: Opened): Values {
  const values: Values = {};
  for (const field of computedInOrder(fields)) {
    if (field.computed == null) continue;
    const value = opened.value(field.computed.ir, field.computed.digits);
    opened.keep(field, value);
    values[field.key] = value;
  }
  return values;
}

export function derive(form: FormBundle, typed: Values, host: Host): Derived {
  const opened = host.open(form.fields, typed);
  const values: Values = { ...typed, ...opened.rows, ...compute(form.fields, opened) };
  const hidden = hiddenItems(form, opened.truth);
  const required = spread(form, holding(form.conditions, "required_if", opened.truth));
  for (const field of form.fields) if (field.required) required.add(field.key);
  return { values, hidden, required, readonly: spread(form, holding(form.conditions, "readonly_if", opened.truth)) };
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
