/** What stands around the fields of any form: its store, what inputs need, values only the server can compute. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { evaluateDraft } from "@/api/records";
import type { Bundle, FormBundle, RefRow } from "@/api/types";
import { isEditable } from "@/model/bundle";
import { useDebounced } from "@/parts/useDebounced";
import { EditContext } from "@/widgets/kit";
import { useShowContext } from "../app";
import { FormContext } from "./context";
import { QuickCreate } from "./QuickCreate";
import type { FormStore } from "@/model/form/store";

interface Props {
  app: string;
  bundle: Bundle;
  form: FormBundle;
  store: FormStore;
  children: ReactNode;
}
interface Asked {
  form: string;
  title: string;
  answer: (row: RefRow | null) => void;
}

/** Lookups and rollups depend on other records: the server is asked once typing has settled. */
function useRemote(app: string, form: FormBundle, store: FormStore): void {
  const wanted = form.fields.some((field) => field.computed != null && !field.computed.live);
  const typed = useStore(store, (state) => state.typed);
  const values = useMemo(() => (wanted ? Object.fromEntries(form.fields.filter((field) => isEditable(field) && typed[field.key] != null).map((field) => [field.key, typed[field.key] ?? null])) : {}), [wanted, form, typed]);
  const settled = useDebounced(values, 400);
  const { data } = useQuery({
    queryKey: ["evaluate", app, form.key, settled], enabled: wanted && store.getState().dirty, staleTime: 10_000, gcTime: 30_000, retry: false,
    queryFn: ({ signal }) => evaluateDraft(app, form.key, settled, signal),
  });
  useEffect(() => {
    if (data === undefined) return;
    const remote = form.fields.filter((field) => field.computed != null && !field.computed.live && data.values[field.key] !== undefined);
    store.getState().take(Object.fromEntries(remote.map((field) => [field.key, data.values[field.key] ?? null])), data.refs);
  }, [data, form, store]);
}

export function FormShell({ app, bundle, form, store, children }: Props) {
  const refs = useStore(store, (state) => state.refs);
  const show = useShowContext(app, refs);
  const [asked, setAsked] = useState<Asked | null>(null);
  useRemote(app, form, store);
  const create = useCallback((target: string, title: string) => new Promise<RefRow | null>((answer) => setAsked({ form: target, title, answer })), []);
  const context = useMemo<EditContext>(
    () => ({ ...show, form: form.key, learn: store.getState().learn, create, mayCreate: (target) => bundle.forms[target]?.can.create === true }),
    [show, form.key, store, create, bundle],
  );
  return (
    <FormContext.Provider value={store}>
      <EditContext.Provider value={context}>
        {children}
        {asked !== null && <QuickCreate app={app} bundle={bundle} form={asked.form} title={asked.title} done={(row) => { asked.answer(row); setAsked(null); }} />}
      </EditContext.Provider>
    </FormContext.Provider>
  );
}

