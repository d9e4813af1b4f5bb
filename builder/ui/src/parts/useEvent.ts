/** A handler that keeps its identity and always does what the latest render says. */
import { useCallback, useLayoutEffect, useRef } from "react";

export function useEvent<A extends unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
