/** The first page: my apps, and what waits for me. */
import { CheckSquareOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { appsQuery } from "@/api/bundle";
import { countsQuery } from "@/api/inbox";
import { useSession } from "@/api/session";
import type { AppSummary } from "@/api/types";
import { NamedIcon } from "@/parts/icons";
import { useTitle } from "@/parts/Page";
import { useSay } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import { AppMenu } from "./AppMenu";
import css from "./Home.module.css";

const NewApp = lazy(async () => ({ default: (await import("@/designer/start/NewApp")).NewApp }));

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
      {builder && <div className={css.menu}><AppMenu app={app} /></div>}
      <div className={css.foot}>
        <span>{app.counts.todo === 0 ? t("home.noTodo") : t("home.todo", { count: app.counts.todo })}</span>
        {builder && <Link to={`/design/${app.key}`} className={css.side ?? ""}><EditOutlined /> {t("home.design")}</Link>}
      </div>
    </li>
  );
}

export function Home() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { data: apps, error, refetch } = useQuery(appsQuery);
  const { data: counts } = useQuery(countsQuery);
  const [making, setMaking] = useState(false);
  useTitle("");
  const add = <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t("home.new")}</Button>;
  return (
    <div className={css.page}>
      <div className={css.inner}>
        <h1 className={css.hello}>{t("home.greeting", { name: user.name, part: t(`home.${partOfDay(new Date().getHours())}`) })}</h1>
        {counts !== undefined && counts.todo > 0 && (
          <p className={css.todo}><CheckSquareOutlined style={{ color: "var(--primary)" }} />{t("home.inbox", { count: counts.todo })}<Link to="/inbox">{t("home.open")}</Link></p>
        )}
        <div className={css.head}><h2>{t("home.title")}</h2>{user.builder && apps !== undefined && apps.length > 0 && add}</div>
        {error !== null && <Failure error={error} retry={() => void refetch()} />}
        {apps === undefined && error === null && <Bones lines={4} />}
        {apps?.length === 0 && <Empty title={t("home.empty")} hint={user.builder ? t("home.emptyHint") : t("home.emptyUser")} actions={user.builder ? add : undefined} />}
        <ul className={css.grid}>{apps?.map((app) => <AppCard key={app.key} app={app} builder={user.builder} />)}</ul>
        <Suspense>{making && <NewApp close={() => setMaking(false)} />}</Suspense>
      </div>
    </div>
  );
}
