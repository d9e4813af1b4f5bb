/** Why a definition is not taken: every diagnostic with the place in the document it speaks of. */
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { ApiError, sentences } from "@/api/problem";
import type { Diagnostic } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import css from "./start.module.css";

export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation("building");
  const locale = useLocale();
  if (!(error instanceof ApiError) || error.diagnostics.length === 0) return <Alert type="error" showIcon title={sentences(error, locale).join(" ")} />;
  return <Diagnostics lead={t("file.refused", { count: error.diagnostics.length })} found={error.diagnostics} />;
}

export function Diagnostics({ lead, found }: { lead: string; found: Diagnostic[] }) {
  const say = useSay();
  return (
    <div role="alert" className={css.refused}>
      <p>{lead}</p>
      <ul tabIndex={0} aria-label={lead}>
        {found.map((each, index) => (
          <li key={index} data-severity={each.severity}>
            {say(each.message)}
            <code>{each.path || "/"}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
