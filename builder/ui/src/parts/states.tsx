/** What a page shows when it has nothing, cannot show it, or does not know yet. */
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError, OfflineError, sentences } from "@/api/problem";
import { Glyph } from "./Glyph";
import { useLocale } from "./say";
import css from "./states.module.css";

interface EmptyProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  compact?: boolean;
}

/** Says what this place is for, and offers the next step. */
export function Empty({ title, hint, actions, compact = false }: EmptyProps) {
  return (
    <div className={`${css.state} ${compact ? css.compact : ""}`}>
      {!compact && <Glyph size={44} tone="quiet" />}
      {compact ? <h2>{title}</h2> : <h1>{title}</h1>}
      {hint !== undefined && <p>{hint}</p>}
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  );
}

type Trouble = "forbidden" | "missing" | "offline" | "broken";

function troubleOf(error: unknown): Trouble {
  if (error instanceof OfflineError) return "offline";
  if (error instanceof ApiError && error.status === 403) return "forbidden";
  if (error instanceof ApiError && error.status === 404) return "missing";
  return "broken";
}

/** A refusal or a fault as a page: what happened, and what can be done. */
export function Failure({ error, retry, compact = false }: { error: unknown; retry?: () => void; compact?: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const navigate = useNavigate();
  const trouble = troubleOf(error);
  const detail = trouble === "broken" ? sentences(error, locale).join(" ") : t(`trouble.${trouble}.hint`);
  return (
    <div role="alert">
      <Empty
        compact={compact}
        title={t(`trouble.${trouble}.title`)}
        hint={detail}
        actions={
          <>
            {retry !== undefined && trouble !== "missing" && trouble !== "forbidden" && <Button type="primary" onClick={retry}>{t("action.retry")}</Button>}
            {!compact && <Button onClick={() => void navigate("/")}>{t("action.home")}</Button>}
          </>
        }
      />
    </div>
  );
}

/** One grey bar where text will be. */
export function Bone({ width = "100%", height = 12, style }: { width?: number | string; height?: number; style?: React.CSSProperties }) {
  return <span className={css.bone} style={{ width, height, ...style }} />;
}

/** Grey lines, shown only when the wait is longer than 300 ms. */
export function Bones({ lines = 5, height = 14, gap = 14 }: { lines?: number; height?: number; gap?: number }) {
  const { t } = useTranslation();
  return (
    <div className={css.late} role="status" aria-label={t("state.loading")} style={{ display: "grid", gap, padding: 16 }}>
      {Array.from({ length: lines }, (_, index) => (
        <Bone key={index} height={height} width={`${94 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}
