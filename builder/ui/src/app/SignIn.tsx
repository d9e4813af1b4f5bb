/** The way in. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/types";
import { chooseLocale } from "@/i18n";
import { Glyph } from "@/parts/Glyph";
import { useTitle } from "@/parts/Page";
import { useLocale } from "@/parts/say";
import { Art } from "./Art";
import css from "./SignIn.module.css";
import { SignInForm } from "./SignInForm";

export function SignIn({ done }: { done: (session: Session) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  useTitle(t("signIn.title"));
  return (
    <div className={css.page}>
      <div className={css.hall}>
        <div className={css.brand}><Glyph size={30} tone="badge" />{t("app.name")}</div>
        <p className={css.line}>{t("app.tagline")}</p>
        <Art className={css.art ?? ""} />
      </div>
      <main className={css.side}>
        <div className={css.top}>
          <Button type="text" lang={locale === "en" ? "zh-CN" : "en"} onClick={() => void chooseLocale(locale === "en" ? "zh-CN" : "en")}>{t("nav.language")}</Button>
        </div>
        <div className={css.box}>
          <Glyph size={44} />
          <h1>{t("signIn.title")}</h1>
          <SignInForm done={done} />
        </div>
      </main>
    </div>
  );
}
