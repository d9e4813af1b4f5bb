/**
 * Every place of a definition that names a field or a form: one table of slots, read by rename and by uses alike.
 *
 * A slot holds either a literal or an expression, always the same one, so its name decides how it is read.
 */
import type { Path } from "./pointer";
import type { Names, Scope } from "./scope";
import { isObject, type Definition, type FieldDef, type FormDef, type Json, type JsonObject } from "./types";

export type Site =
  /** Text of an expression, or text for people with `{{ expressions }}` in it. */
  | { kind: "expression" | "template"; path: Path; scope: Scope }
  /** A field's key, perhaps after a "-" for downwards. */
  | { kind: "field"; path: Path; scope: Scope }
  /** A property of the object at `path` that is named after a field. */
  | { kind: "field_name"; path: Path; scope: Scope; name: string }
  | { kind: "form"; path: Path }
  | { kind: "form_name"; path: Path; name: string }
  /** `"order.customer"`: a form and one of its references. */
  | { kind: "over"; path: Path };

/** How a value is read; `assignments` is an object of field → expression, `names` one of field → literal. */
type Reading = "expression" | "template" | "field" | "assignments" | "expressions" | "names";

const SLOTS: Readonly<Record<string, Reading>> = {
  where: "expression",
  when: "expression",
  having: "expression",
  assert: "expression",
  formula: "expression",
  measure: "expression",
  visible: "expression",
  required_if: "expression",
  readonly_if: "expression",
  default_expr: "expression",
  became: "expression",
  of: "expression",
  dimensions: "expression",
  with: "expressions",
  set: "assignments",
  on_start: "assignments",
  on_approve: "assignments",
  on_reject: "assignments",
  on_withdraw: "assignments",
  values: "names",
  then_set: "names",
  at: "field",
  on: "field",
  date: "field",
  record: "field",
  into: "field",
  item: "field",
  columns: "field",
  sort: "field",
  match: "field",
  similar: "field",
  show: "field",
  reveal: "field",
  drill: "field",
  fields: "field",
  message: "template",
  title: "template",
  body: "template",
};

/** Parts whose elements are read over the form they name. */
const FORM_SCOPED = ["rules", "flows", "metrics", "documents"];

export function sites(definition: Definition, names: Names): Site[] {
  return new Collector(names).all(definition);
}

function list(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

class Collector {
  private readonly found: Site[] = [];

  constructor(private readonly names: Names) {}

  all(definition: Definition): Site[] {
    definition.forms.forEach((form, index) => this.form(form, ["forms", index]));
    list(definition["roles"]).forEach((role, index) => this.role(role, ["roles", index]));
    for (const part of FORM_SCOPED) {
      list(definition[part]).forEach((each, index) => this.scoped(each, [part, index], each["form"]));
    }
    const metrics = new Map(list(definition["metrics"]).map((metric) => [metric["key"], metric["form"]]));
    list(definition["reports"]).forEach((report, index) => {
      const first = Array.isArray(report["metrics"]) ? report["metrics"][0] : undefined;
      this.scoped(report, ["reports", index], report["form"] ?? metrics.get(first));
    });
    list(definition["navigation"]).forEach((group, index) => this.navigation(group, ["navigation", index]));
    this.scenario(definition["scenarios"], ["scenarios"]);
    return this.found;
  }

  private form(form: FormDef, path: Path): void {
    const scope = { form: form.key };
    this.found.push({ kind: "field", path: [...path, "title"], scope });
    form.fields.forEach((field, index) => this.field(field, [...path, "fields", index], scope));
    form.layout?.forEach((section, at) => {
      section.items.forEach((item, index) => {
        const here = [...path, "layout", at, "items", index];
        this.found.push({ kind: "field", path: typeof item === "string" ? here : [...here, "field"], scope });
      });
    });
    for (const part of ["conditions", "checks", "duplicates", "views"]) this.visit(form[part], [...path, part], scope);
  }

  /** A field's own slots; what a rollup counts, what a reference may pick and what a lookup fetches is read over there. */
  private field(field: FieldDef, path: Path, scope: Scope): void {
    const { over, from, form } = field;
    if (typeof over === "string") this.found.push({ kind: "over", path: [...path, "over"] });
    for (const slot of ["formula", "default_expr", "path"]) this.visit(field[slot], [...path, slot], scope, "expression");
    this.visit(from, [...path, "from"], scope, "field");
    const target = typeof form === "string" ? this.names.form(form) : undefined;
    if (target) this.found.push({ kind: "form", path: [...path, "form"] });
    const there = typeof over === "string" ? this.overScope(scope, over) : target ? { form: target.key } : scope;
    const away = typeof from === "string" ? (this.names.member(scope, from)?.leads ?? scope) : there;
    this.visit(field["where"], [...path, "where"], there, "expression");
    this.visit(field["field"], [...path, "field"], away, "field");
    this.visit(field["show"], [...path, "show"], there, "field");
    const rows = { form: scope.form, parent: field.key };
    field.fields?.forEach((inner, index) => this.field(inner, [...path, "fields", index], rows));
  }

  /** What `over` counts: the rows of another form, or of a subform of this one. */
  private overScope(scope: Scope, over: string): Scope {
    const [head = ""] = over.split(".");
    return this.names.form(head) ? { form: head } : { form: scope.form, parent: head };
  }

  private role(role: JsonObject, path: Path): void {
    if (!isObject(role["forms"])) return;
    for (const [form, grant] of Object.entries(role["forms"])) {
      this.found.push({ kind: "form_name", path: [...path, "forms"], name: form });
      this.visit(grant, [...path, "forms", form], { form });
    }
  }

  /** A rule, flow, metric or report: everything in it is read over its form. */
  private scoped(each: JsonObject, path: Path, form: Json | undefined): void {
    if (typeof form !== "string") return;
    if (each["form"] === form) this.found.push({ kind: "form", path: [...path, "form"] });
    this.visit(each, path, { form });
  }

  private navigation(group: JsonObject, path: Path): void {
    list(group["items"]).forEach((item, index) => {
      if (typeof item["form"] === "string") this.found.push({ kind: "form", path: [...path, "items", index, "form"] });
    });
  }

  /** Steps of a scenario: one that creates names a form and fields of it. */
  private scenario(value: Json | undefined, path: Path): void {
    if (Array.isArray(value)) value.forEach((each, index) => this.scenario(each, [...path, index]));
    if (!isObject(value)) return;
    if (typeof value["create"] !== "string") {
      for (const [name, inner] of Object.entries(value)) this.scenario(inner, [...path, name]);
      return;
    }
    this.found.push({ kind: "form", path: [...path, "create"] });
    for (const slot of ["values", "then_set"]) this.visit(value[slot], [...path, slot], { form: value["create"] }, "names");
  }

  /** Reads a value as its slot says, and what is below it by the slots there. */
  private visit(value: Json | undefined, path: Path, scope: Scope, reading?: Reading): void {
    if (Array.isArray(value)) value.forEach((each, index) => this.visit(each, [...path, index], scope, reading));
    else if (isObject(value)) this.object(value, path, scope, reading);
    else if (typeof value === "string" && (reading === "expression" || reading === "template" || reading === "field")) {
      this.found.push({ kind: reading, path, scope });
    }
  }

  private object(value: JsonObject, path: Path, scope: Scope, reading?: Reading): void {
    const made = value["create"];
    const into = value["into"];
    const within = typeof made === "string" && this.names.form(made) ? { form: made } : typeof into === "string" ? { form: scope.form, parent: into } : scope;
    if (made !== undefined && within !== scope) this.found.push({ kind: "form", path: [...path, "create"] });
    const named = reading === "assignments" || reading === "names";
    for (const [name, inner] of Object.entries(value)) {
      const here = [...path, name];
      if (named) this.found.push({ kind: "field_name", path, scope, name });
      if (reading === "names") continue;
      if (reading === "assignments" || reading === "expressions") this.visit(inner, here, scope, "expression");
      else if (name === "fields" && isObject(inner)) this.visit(inner, here, scope, "names");
      else if (within !== scope && SLOTS[name] === "assignments") this.made(inner, here, scope, within);
      else this.visit(inner, here, scope, SLOTS[name]);
    }
  }

  /** What a new record gets: fields of its form, from expressions over the record at hand. */
  private made(value: Json | undefined, path: Path, scope: Scope, within: Scope): void {
    this.visit(value, path, within, "names");
    this.visit(value, path, scope, "expressions");
  }
}
