/** The browser's host: walks the expression and calls the function table. It never compiles anything. */
import { FUNCTIONS } from "./functions";
import { Exact, readInstant, type Ir, type Moment, type Names, type Value } from "./values";

/** Where names are looked up; inside an aggregate `row` is the row it is looking at. */
interface Place {
  names: Names;
  row: Names;
  moment: Moment;
}

type Form = (args: Ir[], place: Place) => Value;

/** The value under these names; a measure reads its rows from `names.row`. */
export function evaluate(ir: Ir, names: Names, moment: Moment): Value {
  return run(ir, { names, row: {}, moment });
}

/** Whether the value is true; unknown is not true. */
export function truth(ir: Ir, names: Names, moment: Moment): boolean {
  return evaluate(ir, names, moment) === true;
}

function run(ir: Ir, place: Place): Value {
  if ("lit" in ir) return literal(ir.lit);
  if ("ref" in ir) return plain(at(ir.row === true ? place.row : place.names, ir.ref));
  const form = FORMS[ir.call];
  if (form !== undefined) return form(ir.args, place);
  const fn = FUNCTIONS[ir.call];
  if (fn === undefined) throw new Error(`There is no function ${ir.call}.`);
  return fn(place.moment, ir.args.map((arg) => run(arg, place)));
}

/** Text, booleans and null as they are; {"number": "0.1"}, {"date": …} and {"datetime": …} by their kind. */
export function literal(lit: unknown): Value {
  if (lit === null || typeof lit === "string" || typeof lit === "boolean") return lit;
  const [kind, text] = Object.entries(lit as Record<string, string>)[0] ?? ["", ""];
  if (kind === "number") return new Exact(text);
  return kind === "datetime" ? readInstant(text) : text;
}

function at(names: Names, path: readonly string[]): Value | Names | Names[] | undefined {
  let found: Value | Names | Names[] | undefined = names;
  for (const part of path) {
    if (found === null || found === undefined) return null;
    // An id that was not followed answers only to its own name.
    if (typeof found === "string" && part === "id") continue;
    if (!isNames(found)) throw new Error(`${path.join(".")} was not loaded.`);
    found = Object.hasOwn(found, part) ? found[part] : null;
  }
  return found;
}

function isNames(found: Value | Names | Names[]): found is Names {
  return typeof found === "object" && found !== null && !Array.isArray(found) && !(found instanceof Exact);
}

/** A reference that can be followed stands for its id. */
function plain(found: Value | Names | Names[] | undefined): Value {
  if (found === undefined || found === null) return null;
  if (Array.isArray(found)) return found.map((item) => plain(item));
  return isNames(found) ? plain(found["id"]) : found;
}

/** rows, value, condition -> the function of the values of the rows where the condition is true. */
function overRows(name: string): Form {
  return ([rows, value, test], place) => {
    if (rows === undefined || value === undefined || test === undefined || !("ref" in rows)) return null;
    const found = at(place.names, rows.ref.length > 0 ? rows.ref : ["row"]);
    const list = Array.isArray(found) ? (found as Names[]) : [];
    const kept = list.map((row) => ({ ...place, row })).filter((inner) => run(test, inner) === true);
    return FUNCTIONS[name]?.(place.moment, [kept.map((inner) => run(value, inner))]) ?? null;
  };
}

/** Forms that do not evaluate all their arguments, or evaluate them once per row. */
const FORMS: Readonly<Record<string, Form>> = {
  IF: (args, place) => {
    for (let i = 0; i + 1 < args.length; i += 2) if (run(args[i] as Ir, place) === true) return run(args[i + 1] as Ir, place);
    return args.length % 2 === 1 ? run(args[args.length - 1] as Ir, place) : null;
  },
  COALESCE: (args, place) => {
    for (const arg of args) {
      const value = run(arg, place);
      if (value !== null) return value;
    }
    return null;
  },
  ...Object.fromEntries(["sum", "avg", "min", "max", "count", "unique", "values"].map((of) => [`rows_${of}`, overRows(`rows_${of}`)])),
};
