/** What follows from what was typed: computed values, what is shown, what must be answered, what is fixed. */
import type { Condition, FieldBundle, FormBundle, Ir, RowValues, Values, Wire } from "@/api/types";

/** Evaluates one expression over named wire values; how is the host's affair. Unknown is null. */
export interface Host {
  value: (ir: Ir, fields: readonly FieldBundle[], values: Values, digits?: number | null) => Wire;
  /** Unknown is not true. */
  truth: (ir: Ir, fields: readonly FieldBundle[], values: Values) => boolean;
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

function rowsWithComputed(field: FieldBundle, rows: RowValues[], host: Host): RowValues[] {
  const columns = field.fields ?? [];
  const computed = computedInOrder(columns);
  if (computed.length === 0) return rows;
  return rows.map((row) => {
    const full: RowValues = { ...row };
    for (const column of computed) if (column.computed != null) full[column.key] = host.value(column.computed.ir, columns, full, column.computed.digits);
    return full;
  });
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

export function derive(form: FormBundle, typed: Values, host: Host): Derived {
  const values: Values = { ...typed };
  for (const field of form.fields) {
    const rows = values[field.key];
    if (field.fields != null && isRows(rows)) values[field.key] = rowsWithComputed(field, rows, host);
  }
  for (const field of computedInOrder(form.fields)) if (field.computed != null) values[field.key] = host.value(field.computed.ir, form.fields, values, field.computed.digits);
  const test = (ir: Ir): boolean => host.truth(ir, form.fields, values);
  const hidden = hiddenItems(form, test);
  const required = spread(form, holding(form.conditions, "required_if", test));
  for (const field of form.fields) if (field.required) required.add(field.key);
  return { values, hidden, required, readonly: spread(form, holding(form.conditions, "readonly_if", test)) };
}

/** What a new record starts with. */
export function startValues(fields: readonly FieldBundle[], host: Host): Values {
  const values: Values = {};
  for (const field of fields) if (field.default !== undefined) values[field.key] = field.default;
  for (const field of fields) if (field.default_ir != null) values[field.key] = host.value(field.default_ir, fields, values);
  return values;
}
