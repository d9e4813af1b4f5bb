/** The list's state lives in the address bar: links and Back simply work. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type ListState, readListState, writeListState } from "@/model/listState";

export type Change = (patch: Partial<ListState>, how?: "push" | "replace") => void;

export function useListState(): [ListState, Change] {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const state = useMemo(() => readListState(new URLSearchParams(text)), [text]);
  const change = useCallback<Change>(
    (patch, how = "replace") => setParams((current) => writeListState({ ...readListState(current), ...patch }), { replace: how === "replace" }),
    [setParams],
  );
  return [state, change];
}
