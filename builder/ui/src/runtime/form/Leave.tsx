/** Nobody leaves a half-filled form by accident. */
import { Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import type { FormStore } from "@/model/form/store";

export function Leave({ store }: { store: FormStore }) {
  const { t } = useTranslation();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => store.getState().dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => { if (store.getState().dirty) event.preventDefault(); };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [store]);
  return (
    <Modal open={blocker.state === "blocked"} title={t("form.leaveTitle")} okText={t("form.leave")} cancelText={t("form.stay")} onOk={() => blocker.proceed?.()} onCancel={() => blocker.reset?.()} width={420}>
      <p>{t("form.leaveHint")}</p>
    </Modal>
  );
}
