/** Account and password, on the sign-in page and wherever a session ran out. */
import { EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences, statusOf } from "@/api/problem";
import { signIn } from "@/api/session";
import type { Session } from "@/api/types";
import { useLocale } from "@/parts/say";
import css from "./SignIn.module.css";

export function SignInForm({ login: known = "", done }: { login?: string; done: (session: Session) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (login.trim() === "" || password === "") {
      setTrouble(t("signIn.missing"));
      return;
    }
    setBusy(true);
    setTrouble(null);
    try {
      done(await signIn(login.trim(), password));
    } catch (error) {
      setTrouble(statusOf(error) === 401 ? t("signIn.refused") : sentences(error, locale).join(" "));
      setBusy(false);
    }
  }

  return (
    <form className={css.form} onSubmit={(event) => void submit(event)}>
      <label className={css.field}>
        <span>{t("signIn.login")}</span>
        <Input size="large" name="login" autoComplete="username" autoFocus={known === ""} value={login} onChange={(event) => setLogin(event.target.value)} />
      </label>
      <label className={css.field}>
        <span>{t("signIn.password")}</span>
        <Input.Password
          size="large" name="password" autoComplete="current-password" autoFocus={known !== ""} value={password} onChange={(event) => setPassword(event.target.value)}
          iconRender={(visible) => (visible ? <EyeOutlined aria-label={t("signIn.hide")} /> : <EyeInvisibleOutlined aria-label={t("signIn.show")} />)}
        />
      </label>
      {trouble !== null && <Alert type="error" showIcon message={trouble} />}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>{t("signIn.submit")}</Button>
    </form>
  );
}
