/** Whether a media query holds, followed live. */
import { useCallback, useSyncExternalStore } from "react";
import { PHONE } from "@/theme/tokens";

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

export const usePhone = (): boolean => useMedia(PHONE);

/** The person's system asks for pages that do not move. */
export const useStill = (): boolean => useMedia("(prefers-reduced-motion: reduce)");
