/** One cache of server state for the page. */
import { QueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { statusOf } from "./problem";

/** A refusal will be refused again; only a silent server is asked twice. */
function worthRetrying(failures: number, error: Error): boolean {
  const status = statusOf(error);
  return failures < 2 && (status === null || status >= 502);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 300_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** What the designer works on and who is signed in read the same in every language. */
const SAME = new Set<unknown>(["designer", "session"]);

// Histories, reports and titles come in words: those on the page are asked for anew.
i18next.on("languageChanged", () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !SAME.has(queryKey[0]) }));
