/** The expression language over a form's values, as the browser has it. */
import type { Bundle, FieldBundle, Ir, Refs, RowValues, Values, Wire } from "@/api/types";
import { evaluate, isExact, type Moment, namesOf, type Names, read, spelled, type Value, wireOf } from "@/expr";
import { fixed } from "../numbers";
import { compute, type Host, isRows, type Opened } from "./live";

export interface Around {
  bundle: Bundle;
  /** The form's key: `old` is read with its fields. */
  form: string;
  zone: string;
  /** Records that are known by their id, so that a path along a reference can be followed. */
  refs?: () => Refs;
  /** The stored record, for `old.stage`. */
  before?: Values | null;
  now?: () => string;
}

function actorNames(bundle: Bundle): Names {
  const { id, name, department_id, roles } = bundle.actor;
  return { id, name, department: department_id, roles: [...roles] };
}

function parameterNames(bundle: Bundle): Names {
  return Object.fromEntries(Object.entries(bundle.parameters).map(([key, { kind, value }]) => [key, read(kind, value)]));
}

/** A reference becomes the record it points to, as far as that is known. */
function followed(names: Names, fields: readonly FieldBundle[], values: Values, around: Around): Names {
  const refs = around.refs?.() ?? {};
  const result = { ...names };
  for (const field of fields) {
    const id = values[field.key];
    const row = field.target != null && typeof id === "string" ? refs[field.target]?.[id] : undefined;
    const target = field.target == null ? undefined : around.bundle.forms[field.target];
    if (row !== undefined && target !== undefined) result[field.key] = { ...namesOf(target.fields.filter((each) => each.key in row), row), id: row.id };
  }
  return result;
}

interface KnownRow {
  full: RowValues;
  names: Names;
}

/** A value as the wire has it; numbers rounded to `digits` where they are given. */
function toWire(value: Value, digits: number | null | undefined): Wire {
  if (!isExact(value)) return wireOf(value);
  return digits == null ? spelled(value) : fixed(spelled(value), digits);
}

/** The values over these names; a path that leads to a record the browser does not have is unknown here. */
function over(names: Names, moment: Moment, rows: Values): Opened {
  const run = (ir: Ir): Value => {
    try {
      return evaluate(ir, names, moment);
    } catch {
      return null; // The server has the record, and decides.
    }
  };
  return {
    rows,
    value: (ir, digits) => toWire(run(ir), digits),
    truth: (ir) => run(ir) === true,
    keep: (field, value) => { names[field.key] = read(field.kind, value); },
  };
}

export function hostOf(around: Around): Host {
  const common: Names = { me: actorNames(around.bundle), param: parameterNames(around.bundle) };
  if (around.before != null) common["old"] = namesOf(around.bundle.forms[around.form]?.fields ?? [], around.before);
  /** Rows keep their identity while other rows are typed in, so each is computed once. */
  const known = new WeakMap<RowValues, KnownRow>();
  const rowOf = (columns: readonly FieldBundle[], row: RowValues, moment: Moment): KnownRow => {
    let found = known.get(row);
    if (found === undefined) {
      const names: Names = { ...followed(namesOf(columns, row), columns, row, around), ...common };
      found = { names, full: { ...row, ...compute(columns, over(names, moment, {})) } };
      known.set(row, found);
    }
    return found;
  };
  return {
    open: (fields, values) => {
      const moment: Moment = { now: around.now?.() ?? new Date().toISOString(), zone: around.zone };
      const flat = fields.filter((field) => field.fields == null);
      const names: Names = { ...followed(namesOf(flat, values), flat, values, around), ...common };
      const rows: Values = {};
      for (const field of fields) {
        const typed = values[field.key];
        if (field.fields == null || !isRows(typed)) continue;
        const list = typed.map((row) => rowOf(field.fields ?? [], row, moment));
        names[field.key] = list.map((row) => row.names);
        rows[field.key] = list.map((row) => row.full);
      }
      return over(names, moment, rows);
    },
  };
}
