/** Lets signed-in people through; everybody else signs in where they stand, so that a link keeps its aim. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { onSessionExpired } from "@/api/client";
import { sessionQuery } from "@/api/session";
import type { Session } from "@/api/types";
import { suggestLocale } from "@/i18n";
import { Bones, Failure } from "@/parts/states";

const SignIn = lazy(async () => ({ default: (await import("./SignIn")).SignIn }));
const SignInForm = lazy(async () => ({ default: (await import("./SignInForm")).SignInForm }));

/** While a request waits for a new session, the page below stays as it is, with everything typed into it. */
function SignInAgain({ session }: { session: Session }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<((next: Session) => void) | null>(null);
  useEffect(() => {
    onSessionExpired(() => new Promise<Session>((resolve) => setWaiting(() => resolve)));
    return () => onSessionExpired(null);
  }, []);
  function done(next: Session): void {
    if (next.user.id !== session.user.id) {
      window.location.assign("/");
      return;
    }
    client.setQueryData(sessionQuery.queryKey, next);
    waiting?.(next);
    setWaiting(null);
  }
  return (
    <Modal open={waiting !== null} title={t("signIn.again")} footer={null} closable={false} width={380} destroyOnHidden mask={{ closable: false }} keyboard={false}>
      <p className="quiet" style={{ marginBottom: 16 }}>{t("signIn.againHint")}</p>
      <Suspense><SignInForm login={session.user.login} done={done} /></Suspense>
    </Modal>
  );
}

export function Gate() {
  const client = useQueryClient();
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  const locale = session?.user.locale;
  useEffect(() => {
    if (locale !== undefined) void suggestLocale(locale);
  }, [locale]);
  if (isPending) return <Bones lines={4} />;
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (session === null || session === undefined) return <Suspense><SignIn done={(next) => client.setQueryData(sessionQuery.queryKey, next)} /></Suspense>;
  return (
    <>
      <Outlet />
      <SignInAgain session={session} />
    </>
  );
}
