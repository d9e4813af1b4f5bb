/** What a builder does with an app as a whole, from its card. */
import { ApiOutlined, DownloadOutlined, EditOutlined, ExperimentOutlined, MoreOutlined, SlidersOutlined, TeamOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { BASE, get } from "@/api/client";
import { sentences } from "@/api/problem";
import type { Answers, AppSummary } from "@/api/types";
import { Menu, type MenuEntry } from "@/parts/Menu";
import { useLocale, useSay } from "@/parts/say";

/** The text as a file of the browser's downloads. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function AppMenu({ app: { key, label, version } }: { app: AppSummary }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const go = (place: string) => () => void navigate(`/design/${key}${place}`);
  async function download(number: number): Promise<void> {
    try {
      const { definition } = await get<Answers["read_version"]>(`/designer/apps/${key}/versions/${number}`);
      const file = `${key}-v${number}.json`;
      save(file, `${JSON.stringify(definition, null, 1)}\n`);
      void message.success(t("home.downloaded", { file }));
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    }
  }
  const entries: MenuEntry[] = [
    { key: "design", icon: <EditOutlined />, label: t("home.design"), run: go("") },
    { key: "parameters", icon: <SlidersOutlined />, label: t("home.parameters"), run: go("/parameters") },
    { key: "scenarios", icon: <ExperimentOutlined />, label: t("home.scenarios"), run: go("/scenarios") },
    { key: "members", icon: <TeamOutlined />, label: t("home.members"), run: go("/members") },
    ...(version === null ? [] : [{ key: "download", icon: <DownloadOutlined />, label: t("home.download", { version }), run: () => void download(version) }]),
    { key: "reference", icon: <ApiOutlined />, label: t("home.reference"), run: () => void window.open(`${BASE}/apps/${key}/openapi.json`, "_blank", "noopener") },
  ];
  return (
    <Menu entries={entries}>
      <Button type="text" icon={<MoreOutlined />} aria-label={t("home.manage", { label: say(label) })} aria-haspopup="menu" />
    </Menu>
  );
}
