/** What names mean: the fields of a form, of a subform's rows, and of the forms that references lead to. */
import type { Definition, FieldDef, FormDef } from "./types";

/** The names of a form, or of the rows of one of its subforms. */
export interface Scope {
  form: string;
  parent?: string;
}

/** What a name means in a scope, and the scope it leads to when followed by a dot. */
export interface Member {
  form: string;
  parent?: string;
  field: string;
  leads: Scope | null;
  /** Whether it leads to many rows. */
  rows: boolean;
  /** How the name is made: the field's key, `form__field` of a related list, or a name of the list's own. */
  spelt: "key" | "canonical" | "own";
}

export class Names {
  readonly forms: ReadonlyMap<string, FormDef>;
  private readonly inverses: ReadonlyMap<string, Member>;

  constructor(definition: Definition) {
    this.forms = new Map(definition.forms.map((form) => [form.key, form]));
    this.inverses = inversesOf(definition, this.forms);
  }

  form(key: string): FormDef | undefined {
    return this.forms.get(key);
  }

  /** The fields that belong to a scope. */
  fields(scope: Scope): FieldDef[] {
    const form = this.forms.get(scope.form);
    if (scope.parent === undefined) return form?.fields ?? [];
    return form?.fields.find((field) => field.key === scope.parent)?.fields ?? [];
  }

  /** `({form: "order"}, "customer")` → the field, leading to the form customer. */
  member(scope: Scope, name: string): Member | null {
    const field = this.fields(scope).find((each) => each.key === name);
    if (!field) return scope.parent === undefined ? (this.inverses.get(`${scope.form}.${name}`) ?? null) : null;
    const target = targetForm(field, this.forms);
    const leads = field.fields ? { form: scope.form, parent: field.key } : target === null ? null : { form: target };
    return { ...scope, field: field.key, leads, rows: field.fields !== undefined, spelt: "key" };
  }
}

/** The form a reference field points to: any field whose `form` option names one. */
export function targetForm(field: FieldDef, forms: ReadonlyMap<string, FormDef>): string | null {
  const form = field["form"];
  return typeof form === "string" && forms.has(form) ? form : null;
}

/** Related lists by "form.name": the rows of another form that refer here, as `order__customer` or as the author chose. */
function inversesOf(definition: Definition, forms: ReadonlyMap<string, FormDef>): Map<string, Member> {
  const found = new Map<string, Member>();
  for (const form of definition.forms) {
    for (const field of form.fields) {
      const target = targetForm(field, forms);
      if (target === null) continue;
      const list = { form: form.key, field: field.key, leads: { form: form.key }, rows: true };
      found.set(`${target}.${form.key}__${field.key}`, { ...list, spelt: "canonical" });
      const own = field["inverse"];
      if (typeof own === "string") found.set(`${target}.${own}`, { ...list, spelt: "own" });
    }
  }
  return found;
}
