/** The frame of every page outside the designer. */
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { usePhone } from "@/parts/useMedia";
import { Bones } from "@/parts/states";
import { Dock } from "./Dock";
import { Header } from "./Header";
import css from "./Shell.module.css";

export function Shell() {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <div className={css.shell}>
      <a href="#main" className={css.skip}>{t("app.skip")}</a>
      {!phone && <Header />}
      <main id="main" className={css.main} tabIndex={-1}>
        <Suspense fallback={<Bones lines={8} />}><Outlet /></Suspense>
      </main>
      {phone && <Dock />}
    </div>
  );
}
