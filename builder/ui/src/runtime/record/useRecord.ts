/** A record with its form, its title and its state. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { recordQuery } from "@/api/records";
import type { FieldBundle, FormBundle, RecordView, Wire } from "@/api/types";
import { fieldsOf, statusField } from "@/model/bundle";
import type { ShowContext } from "@/widgets/kit";
import { textOf } from "@/widgets/show";
import { useShowContext } from "../app";

export interface Standing {
  title: string;
  status: { field: FieldBundle; value: Wire } | null;
}

export function useRecordOf(app: string, form: string, id: string, enabled: boolean): UseQueryResult<RecordView> {
  return useQuery({ ...recordQuery(app, form, id), enabled });
}

export function useRecord(app: string, form: FormBundle, id: string): { result: UseQueryResult<RecordView>; context: ShowContext } {
  const result = useQuery(recordQuery(app, form.key, id));
  return { result, context: useShowContext(app, result.data?.refs) };
}

export function standing(form: FormBundle, view: RecordView, context: ShowContext): Standing {
  const titleField = fieldsOf(form).get(form.title);
  const status = statusField(form);
  const value = status === undefined ? null : (view.item[status.key] ?? null);
  return {
    title: titleField === undefined ? "" : textOf(view.item[form.title], titleField, context),
    status: status === undefined || value === null ? null : { field: status, value },
  };
}
