/** The bar at the bottom of a phone. */
import { AppstoreOutlined, BellOutlined, CheckSquareOutlined, MenuOutlined, UserOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router";
import { countsQuery, notificationsQuery } from "@/api/inbox";
import { Count } from "./Header";
import { useMenu } from "./menu";
import css from "./Shell.module.css";
import { UserMenu } from "./UserMenu";

export function Dock() {
  const { t } = useTranslation();
  const { app } = useParams();
  const { data: counts } = useQuery(countsQuery);
  const { data: notices } = useQuery(notificationsQuery);
  const openMenu = useMenu((state) => state.open);
  return (
    <nav className={css.dock} aria-label={t("nav.main")}>
      {app === undefined ? (
        <NavLink to="/" end className={css.dockItem ?? ""}><AppstoreOutlined />{t("home.title")}</NavLink>
      ) : (
        <button type="button" className={css.dockItem} onClick={openMenu}><MenuOutlined />{t("nav.menu")}</button>
      )}
      <NavLink to="/inbox" className={css.dockItem ?? ""}><CheckSquareOutlined />{t("nav.inbox")}<Count value={counts?.todo} className={css.dockCount ?? ""} /></NavLink>
      <NavLink to="/notices" className={css.dockItem ?? ""}><BellOutlined />{t("nav.notifications")}<Count value={notices?.unread} className={css.dockCount ?? ""} /></NavLink>
      <UserMenu><button type="button" className={css.dockItem}><UserOutlined />{t("nav.me")}</button></UserMenu>
    </nav>
  );
}
