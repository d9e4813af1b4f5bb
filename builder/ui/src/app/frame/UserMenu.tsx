/** Who I am, language, sign out. */
import { GlobalOutlined, LogoutOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery, signOut, useSession } from "@/api/session";
import { chooseLocale } from "@/i18n";
import { useLocale } from "@/parts/say";

export function UserMenu({ children }: { children: ReactElement }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const { user, workspace } = useSession();
  async function leave(): Promise<void> {
    await signOut();
    client.clear();
    client.setQueryData(sessionQuery.queryKey, null);
  }
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        items: [
          { key: "who", disabled: true, style: { cursor: "default" }, label: <div style={{ minWidth: 180, color: "var(--ink)" }}><div style={{ fontWeight: 600 }}>{user.name}</div><div style={{ fontSize: 12, color: "var(--ink-quiet)" }}>{[user.department?.name, workspace.name].filter(Boolean).join(" · ")}</div></div> },
          { type: "divider" },
          { key: "language", icon: <GlobalOutlined />, label: t("nav.language"), onClick: () => void chooseLocale(locale === "en" ? "zh-CN" : "en") },
          { key: "out", icon: <LogoutOutlined />, label: t("signIn.out"), onClick: () => void leave() },
        ],
      }}
    >
      {children}
    </Dropdown>
  );
}
