/** Who is signed in. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { get, post, rememberCsrf, remove } from "./client";
import { statusOf } from "./problem";
import type { Answers, Bodies, Session } from "./types";

async function load(): Promise<Session | null> {
  try {
    const session = await get<Answers["current_session"]>("/session");
    rememberCsrf(session);
    return session;
  } catch (error) {
    if (statusOf(error) === 401) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: ["session"], queryFn: load, staleTime: Infinity, retry: 1 });

export async function signIn(login: string, password: string): Promise<Session> {
  const session = await post<Answers["sign_in"]>("/session", { login, password } satisfies Bodies["sign_in"]);
  rememberCsrf(session);
  return session;
}

export const signOut = (): Promise<void> => remove("/session");

/** The session, on pages that are shown to signed-in people only. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error("shown without a session");
  return data;
}
