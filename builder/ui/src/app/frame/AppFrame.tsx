/** An app: its navigation at the side, the page beside it. */
import { AppstoreOutlined, EditOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Button, Drawer, Tooltip } from "antd";
import { Suspense, useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, Outlet, useLocation, useParams } from "react-router";
import { useBundle } from "@/api/bundle";
import { useSession } from "@/api/session";
import type { Bundle, NavLink as Entry } from "@/api/types";
import { preference, setPreference, watchPreferences } from "@/model/preferences";
import { NamedIcon } from "@/parts/icons";
import { useSay } from "@/parts/say";
import { Bones, Empty } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import css from "./AppFrame.module.css";
import { useMenu } from "./menu";

/** Where an entry of the navigation leads. */
function pathOf(app: string, entry: Entry): string {
  if (entry.dashboard != null) return `/a/${app}/d/${entry.dashboard}`;
  return `/a/${app}/f/${entry.form ?? ""}${entry.view == null ? "" : `?view=${entry.view}`}`;
}

/** Which entry the address stands for: the one with its view, else the form itself with all that lies below it. */
function currentOf(app: string, entries: Entry[], pathname: string, view: string | null): Entry | undefined {
  const below = (entry: Entry): boolean => {
    const base = entry.dashboard != null ? `/a/${app}/d/${entry.dashboard}` : `/a/${app}/f/${entry.form ?? ""}`;
    return pathname === base || pathname.startsWith(`${base}/`);
  };
  const found = entries.filter(below);
  return found.find((entry) => entry.view != null && entry.view === view) ?? found.find((entry) => entry.view == null) ?? found[0];
}

function Links({ bundle, narrow }: { bundle: Bundle; narrow: boolean }) {
  const say = useSay();
  const { pathname, search } = useLocation();
  const current = currentOf(bundle.app.key, bundle.navigation.flatMap((group) => group.items), pathname, new URLSearchParams(search).get("view"));
  return bundle.navigation.map((group) => (
    <div className={css.group} key={say(group.label)}>
      <h2 className="clip">{say(group.label)}</h2>
      {group.items.map((entry) => {
        const to = pathOf(bundle.app.key, entry);
        return (
          <Tooltip key={to} title={narrow ? say(entry.label) : undefined} placement="right">
            <Link to={to} className={css.link ?? ""} aria-current={entry === current ? "page" : undefined} aria-label={narrow ? say(entry.label) : undefined}>
              <NamedIcon name={entry.icon} fallback={entry.dashboard == null ? "form" : "dashboard"} />
              {!narrow && <span className="clip">{say(entry.label)}</span>}
            </Link>
          </Tooltip>
        );
      })}
    </div>
  ));
}

function Side({ bundle }: { bundle: Bundle }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const narrow = useSyncExternalStore(watchPreferences, () => preference("nav.narrow", false));
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => scroll.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" }), []);
  return (
    <nav className={`${css.side} ${narrow ? css.narrow : ""}`} aria-label={t("nav.main")}>
      <div ref={scroll} className={css.scroll}><Links bundle={bundle} narrow={narrow} /></div>
      {user.builder && (
        <div style={{ padding: "0 8px 6px" }}>
          <Link to={`/design/${bundle.app.key}`} className={css.link ?? ""} aria-label={t("home.design")}><EditOutlined />{!narrow && t("home.design")}</Link>
        </div>
      )}
      <button type="button" className={css.fold} onClick={() => setPreference("nav.narrow", !narrow)} aria-label={narrow ? t("nav.expand") : t("nav.collapse")}>
        {narrow ? <MenuUnfoldOutlined /> : <><MenuFoldOutlined />{t("nav.collapse")}</>}
      </button>
    </nav>
  );
}

function MenuDrawer({ bundle }: { bundle: Bundle }) {
  const { t } = useTranslation();
  const say = useSay();
  const { shown, close } = useMenu();
  const { pathname, search } = useLocation();
  useEffect(() => close(), [pathname, search, close]);
  return (
    <Drawer open={shown} onClose={close} placement="left" size={288} title={say(bundle.app.label)} styles={{ body: { padding: 8 } }}>
      <nav className={css.drawer} aria-label={t("nav.main")}>
        <Links bundle={bundle} narrow={false} />
        <Link to="/" className={css.link ?? ""}><AppstoreOutlined />{t("nav.apps")}</Link>
      </nav>
    </Drawer>
  );
}

export function AppFrame() {
  const { app = "" } = useParams();
  const bundle = useBundle(app);
  const phone = usePhone();
  return (
    <div className={css.frame}>
      {!phone && <Side bundle={bundle} />}
      <div className={css.content}><Suspense fallback={<Bones lines={8} />}><Outlet /></Suspense></div>
      {phone && <MenuDrawer bundle={bundle} />}
    </div>
  );
}

/** An app in which this person sees nothing: builders are shown what they can do about it. */
function Nothing({ app }: { app: string }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const ways = <><Link to={`/design/${app}`}><Button type="primary" tabIndex={-1}>{t("home.goDesign")}</Button></Link><Link to={`/design/${app}/members`}><Button tabIndex={-1}>{t("home.goMembers")}</Button></Link></>;
  return <Empty title={t("home.nothingHere")} hint={t(user.builder ? "home.nothingBuilder" : "home.nothingUser")} actions={user.builder ? ways : undefined} />;
}

/** The address of an app alone leads to the first page its navigation offers. */
export function AppStart() {
  const { app = "" } = useParams();
  const bundle = useBundle(app);
  const first = bundle.navigation.flatMap((group) => group.items)[0];
  const form = Object.keys(bundle.forms)[0];
  if (first !== undefined) return <Navigate to={pathOf(app, first)} replace />;
  return form === undefined ? <Nothing app={app} /> : <Navigate to={`/a/${app}/f/${form}`} replace />;
}
