/** Where forms are opened: new (also as a copy, or with fields given in the address) and edit. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useParams, useSearchParams } from "react-router";
import { ApiError } from "@/api/problem";
import { recordQuery } from "@/api/records";
import type { FormBundle, RecordItem, Values } from "@/api/types";
import { fieldsOf, isEditable } from "@/model/bundle";
import { startValues } from "@/model/form/live";
import { Bones, Failure } from "@/parts/states";
import { usePlace } from "../app";
import { Editor } from "./FormPage";
import { hostFor } from "./host";

const FORBIDDEN = new ApiError({ type: "about:blank", title: "", status: 403, detail: "", code: "http.403" });
const NO_REFS = {};

/** What a copy takes along: everything people fill in, but nothing masked and no row's identity. */
function copied(form: FormBundle, item: RecordItem): Values {
  const kept = form.fields.filter((field) => isEditable(field) && field.access !== "masked" && item[field.key] != null);
  return Object.fromEntries(kept.map((field) => {
    const value = item[field.key] ?? null;
    return [field.key, field.fields != null && Array.isArray(value) ? value.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== "id"))) : value];
  })) as Values;
}

function given(form: FormBundle, params: URLSearchParams): Values {
  const fields = fieldsOf(form);
  return Object.fromEntries([...params].filter(([name]) => { const field = fields.get(name); return field !== undefined && isEditable(field); }));
}

export function NewPage() {
  const { app, bundle, form } = usePlace();
  const [params] = useSearchParams();
  const source = params.get("copy");
  const related = form.fields.find((field) => field.target != null && bundle.forms[field.target] !== undefined && params.has(field.key));
  const copy = useQuery({ ...recordQuery(app, form.key, source ?? ""), enabled: source !== null });
  const parent = useQuery({ ...recordQuery(app, related?.target ?? "", params.get(related?.key ?? "") ?? ""), enabled: related !== undefined });
  const start = useMemo<Values>(() => ({ ...startValues(form.fields, hostFor(bundle, form.key, () => NO_REFS, null)), ...(copy.data === undefined ? {} : copied(form, copy.data.item)), ...given(form, params) }), [form, bundle, copy.data, params]);
  const refs = useMemo(() => {
    if (related?.target == null || parent.data === undefined) return copy.data?.refs ?? NO_REFS;
    const { item } = parent.data;
    const title = item[bundle.forms[related.target]?.title ?? ""];
    return { ...copy.data?.refs, [related.target]: { [item.id]: { ...item, title: typeof title === "string" ? title : item.id } } };
  }, [related, parent.data, copy.data, bundle]);
  if (!form.can.create) return <Failure error={FORBIDDEN} />;
  if ((source !== null && copy.isPending) || (related !== undefined && parent.isPending)) return <Bones lines={8} />;
  return <Editor key={`${form.key}.${source ?? ""}`} app={app} bundle={bundle} form={form} before={null} start={start} refs={refs} />;
}

export function EditPage() {
  const { id = "" } = useParams();
  const { app, bundle, form } = usePlace();
  const { data, error, refetch } = useQuery(recordQuery(app, form.key, id));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones lines={8} />;
  if (!data.can.edit) return <Failure error={FORBIDDEN} />;
  return <Editor key={`${form.key}.${id}`} app={app} bundle={bundle} form={form} before={data.item} start={NO_REFS} refs={data.refs ?? NO_REFS} />;
}
