/** Who I am, language, sign out. */
import { GlobalOutlined, LogoutOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery, signOut, useSession } from "@/api/session";
import { chooseLocale } from "@/i18n";
import { Menu } from "@/parts/Menu";
import { useLocale } from "@/parts/say";

export function UserMenu({ children }: { children: ReactElement }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const { user, workspace } = useSession();
  const other = locale === "en" ? "zh-CN" : "en";
  async function leave(): Promise<void> {
    await signOut();
    client.clear();
    client.setQueryData(sessionQuery.queryKey, null);
  }
  return (
    <Menu
      head={<><strong>{user.name}</strong><div className="quiet" style={{ fontSize: 12 }}>{[user.department?.name, workspace.name].filter(Boolean).join(" · ")}</div></>}
      entries={[
        { key: "language", icon: <GlobalOutlined />, label: t("nav.language"), lang: other, run: () => void chooseLocale(other) },
        { key: "out", icon: <LogoutOutlined />, label: t("signIn.out"), run: () => void leave() },
      ]}
    >
      {children}
    </Menu>
  );
}
