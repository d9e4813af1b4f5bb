/** In which scope an expression slot is read. */
import type { Scope } from "@/model/document/scope";
import type { FieldDef, FormDef } from "@/model/document/types";

/** A rollup's and a reference's `where` are read over there; all else over the form, or the rows of a subform. */
export function scopeOfSlot(over: "self" | "target", field: FieldDef, form: FormDef, parent: FieldDef | undefined): Scope {
  const own: Scope = parent ? { form: form.key, parent: parent.key } : { form: form.key };
  if (over === "self") return own;
  if (typeof field["over"] === "string") return { form: field["over"].split(".")[0] ?? form.key };
  return typeof field["form"] === "string" ? { form: field["form"] } : own;
}
