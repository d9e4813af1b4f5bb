/** Scrolls an element into sight when it is selected from elsewhere. */
import { useEffect, useRef } from "react";
import { useSession } from "../editor/Editor";

export function useReveal(selected: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const reveals = useSession((state) => state.reveals);
  const seen = useRef(reveals);
  useEffect(() => {
    if (selected && seen.current !== reveals) ref.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    seen.current = reveals;
  }, [selected, reveals]);
  return ref;
}
