/** The form around a field. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { FormState, FormStore } from "@/model/form/store";

export const FormContext = createContext<FormStore | null>(null);

export function useFormStore(): FormStore {
  const store = useContext(FormContext);
  if (store === null) throw new Error("a field stands outside a form");
  return store;
}

export function useForm<T>(select: (state: FormState) => T): T {
  return useStore(useFormStore(), select);
}
