/** The expression language over a form's values, as the browser has it. */
import type { Bundle, FieldBundle, Refs, Values, Wire } from "@/api/types";
import { evaluate, isExact, namesOf, type Names, read, spelled, wireOf } from "@/expr";
import { fixed } from "../numbers";
import type { Host } from "./live";

export interface Around {
  bundle: Bundle;
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

/** A field's `fields` is null where it has none; the expression side does not mind. */
export function hostOf(around: Around): Host {
  const me = actorNames(around.bundle);
  const param = parameterNames(around.bundle);
  const run = (ir: Parameters<Host["value"]>[0], fields: readonly FieldBundle[], values: Values): ReturnType<typeof evaluate> => {
    const names: Names = { ...followed(namesOf(fields, values), fields, values, around), me, param };
    if (around.before != null) names["old"] = namesOf(fields, around.before);
    try {
      return evaluate(ir, names, { now: around.now?.() ?? new Date().toISOString(), zone: around.zone });
    } catch {
      return null; // A path that leads to a record the browser does not have: unknown here, decided by the server.
    }
  };
  return {
    value: (ir, fields, values, digits) => {
      const value = run(ir, fields, values);
      const wire: Wire = isExact(value) ? spelled(value) : wireOf(value);
      return digits != null && typeof wire === "string" && isExact(value) ? fixed(wire, digits) : wire;
    },
    truth: (ir, fields, values) => run(ir, fields, values) === true,
  };
}
