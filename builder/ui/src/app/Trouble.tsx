/** The page that is shown instead of one that failed. */
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, useLocation, useNavigate, useRouteError } from "react-router";
import { ApiError } from "@/api/problem";
import { Empty, Failure } from "@/parts/states";

const MISSING = new ApiError({ type: "about:blank", title: "", status: 404, detail: "", code: "http.404" });

export function NotFound() {
  return <Failure error={MISSING} />;
}

export function Trouble() {
  const { t } = useTranslation();
  const error = useRouteError();
  const navigate = useNavigate();
  const location = useLocation();
  const { reset } = useQueryErrorResetBoundary();
  if (error instanceof TypeError && /dynamically imported module|Importing a module/.test(error.message)) {
    return <Empty title={t("trouble.stale.title")} hint={t("trouble.stale.hint")} actions={<Button type="primary" onClick={() => window.location.reload()}>{t("action.reload")}</Button>} />;
  }
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  const again = (): void => {
    reset();
    void navigate(`${location.pathname}${location.search}`, { replace: true });
  };
  return <Failure error={error} retry={again} />;
}
