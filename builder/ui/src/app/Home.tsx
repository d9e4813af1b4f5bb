/** The first page: my apps, and what waits for me. */
import { CheckSquareOutlined, EditOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { appsQuery, templatesQuery } from "@/api/bundle";
import { post } from "@/api/client";
import { countsQuery } from "@/api/inbox";
import { sentences } from "@/api/problem";
import { useSession } from "@/api/session";
import type { AppSummary, Template } from "@/api/types";
import { NamedIcon } from "@/parts/icons";
import { useTitle } from "@/parts/Page";
import { useLocale, useSay } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import css from "./Home.module.css";

function partOfDay(hour: number): "morning" | "noon" | "afternoon" | "evening" {
  return hour < 11 ? "morning" : hour < 14 ? "noon" : hour < 18 ? "afternoon" : "evening";
}

function AppCard({ app, builder }: { app: AppSummary; builder: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <li className={css.card}>
      <span className={css.mark}><NamedIcon name={app.icon} fallback="app" /></span>
      <Link to={`/a/${app.key}`} className={css.open ?? ""}>{say(app.label)}</Link>
      <span className="quiet">{say(app.description)}</span>
      <div className={css.foot}>
        <span>{app.counts.todo === 0 ? t("home.noTodo") : t("home.todo", { count: app.counts.todo })}</span>
        {builder && <Link to={`/design/${app.key}`} className={css.side ?? ""}><EditOutlined /> {t("home.design")}</Link>}
      </div>
    </li>
  );
}

function Templates() {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data: templates = [] } = useQuery(templatesQuery);
  const install = useMutation({
    mutationFn: (template: Template) => post<AppSummary>("/apps", { template: template.key }),
    onSuccess: (app) => {
      void message.success(t("home.installed", { label: say(app.label) }));
      void client.invalidateQueries({ queryKey: appsQuery.queryKey });
    },
    onError: (error) => void message.error(sentences(error, locale).join(" ")),
  });
  return (
    <ul className={css.grid}>
      {templates.map((template) => (
        <li key={template.key} className={css.card}>
          <strong>{say(template.label)}</strong>
          <span className="quiet">{say(template.description)}</span>
          <div className={css.foot}><Button type="primary" loading={install.isPending} onClick={() => install.mutate(template)}>{t("home.install")}</Button></div>
        </li>
      ))}
    </ul>
  );
}

export function Home() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { data: apps, error, refetch } = useQuery(appsQuery);
  const { data: counts } = useQuery(countsQuery);
  useTitle("");
  return (
    <div className={css.page}>
      <div className={css.inner}>
        <h1 className={css.hello}>{t("home.greeting", { name: user.name, part: t(`home.${partOfDay(new Date().getHours())}`) })}</h1>
        {counts !== undefined && counts.todo > 0 && (
          <p className={css.todo}><CheckSquareOutlined style={{ color: "var(--primary)" }} />{t("home.inbox", { count: counts.todo })}<Link to="/inbox">{t("home.open")}</Link></p>
        )}
        <div className={css.head}><h2>{t("home.title")}</h2></div>
        {error !== null && <Failure error={error} retry={() => void refetch()} />}
        {apps === undefined && error === null && <Bones lines={4} />}
        {apps?.length === 0 && <Empty title={t("home.empty")} hint={user.builder ? t("home.emptyHint") : t("home.emptyUser")} />}
        {apps?.length === 0 && user.builder && <Templates />}
        <ul className={css.grid}>{apps?.map((app) => <AppCard key={app.key} app={app} builder={user.builder} />)}</ul>
      </div>
    </div>
  );
}
