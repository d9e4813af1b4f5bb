/** The bar above everything on a desktop: app, inbox, notices, language, person. */
import { BellOutlined, CheckSquareOutlined, DownOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Popover } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useNavigate, useParams } from "react-router";
import { appsQuery } from "@/api/bundle";
import { countsQuery, notificationsQuery } from "@/api/inbox";
import { useSession } from "@/api/session";
import { chooseLocale } from "@/i18n";
import { Face } from "@/parts/Face";
import { Glyph } from "@/parts/Glyph";
import { Menu } from "@/parts/Menu";
import { useLocale, useSay } from "@/parts/say";
import { Bones } from "@/parts/states";
import css from "./Shell.module.css";
import { UserMenu } from "./UserMenu";

const NoticeList = lazy(async () => ({ default: (await import("@/runtime/notices/NoticeList")).NoticeList }));

export function Count({ value, className = "" }: { value: number | undefined; className?: string }) {
  return value === undefined || value === 0 ? null : <span className={`${css.count} ${className}`}>{value > 99 ? "99+" : value}</span>;
}

function AppSwitch({ current }: { current: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const { data: apps = [] } = useQuery(appsQuery);
  const app = apps.find((each) => each.key === current);
  const entries = apps.map((each) => ({ key: each.key, label: say(each.label), checked: each.key === current, run: () => void navigate(`/a/${each.key}`) }));
  return (
    <>
      <span className={css.slash} aria-hidden="true">/</span>
      <Menu entries={entries} placement="bottomLeft">
        <button type="button" className={css.switch} aria-label={t("nav.switchApp")}>
          <span className="clip">{app === undefined ? current : say(app.label)}</span>
          <DownOutlined style={{ fontSize: 10, color: "var(--ink-quiet)" }} />
        </button>
      </Menu>
    </>
  );
}

function Bell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(notificationsQuery);
  return (
    <Popover
      open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} styles={{ container: { padding: 0, width: 380 } }}
      content={<Suspense fallback={<Bones lines={3} />}><NoticeList close={() => setOpen(false)} /></Suspense>}
    >
      <button type="button" className={css.tool} aria-label={`${t("nav.notifications")} ${data?.unread ?? 0}`}>
        <span className={css.icon}><BellOutlined /></span>
        <Count value={data?.unread} />
      </button>
    </Popover>
  );
}

export function Header() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { app } = useParams();
  const { user } = useSession();
  const { data: counts } = useQuery(countsQuery);
  return (
    <header className={css.bar}>
      <Link to="/" className={css.brand} title={t("nav.apps")}><Glyph size={24} tone="badge" />{t("app.name")}</Link>
      {app !== undefined && <AppSwitch current={app} />}
      <div className={css.tools}>
        <NavLink to="/inbox" className={css.tool ?? ""}>
          <span className={css.icon}><CheckSquareOutlined /></span>{t("nav.inbox")}<Count value={counts?.todo} />
        </NavLink>
        <Bell />
        <button type="button" className={css.tool} lang={locale === "en" ? "zh-CN" : "en"} onClick={() => void chooseLocale(locale === "en" ? "zh-CN" : "en")}>{t("nav.language")}</button>
        <UserMenu>
          <button type="button" className={css.tool} aria-label={`${t("nav.user")} ${user.name}`}><Face name={user.name} size={24} />{user.name}</button>
        </UserMenu>
      </div>
    </header>
  );
}
