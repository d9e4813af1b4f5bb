/** Icons a definition may name, by the Ant Design name; anything else gets the first letter of its label. */
import {
  AccountBookOutlined, AlertOutlined, ApartmentOutlined, AppstoreOutlined, AuditOutlined, BankOutlined, BarChartOutlined, CalendarOutlined, ClockCircleOutlined, CommentOutlined, ContactsOutlined, CustomerServiceOutlined, DashboardOutlined, DollarOutlined, FileDoneOutlined, FileTextOutlined, FundOutlined, IdcardOutlined, InboxOutlined, NotificationOutlined, PayCircleOutlined, PhoneOutlined, SafetyOutlined, ScheduleOutlined, ShareAltOutlined, ShopOutlined, SolutionOutlined, TableOutlined, TeamOutlined, TransactionOutlined, UserAddOutlined, UserOutlined, WarningOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";

const ICONS: Record<string, ComponentType> = {
  AccountBookOutlined, AlertOutlined, ApartmentOutlined, AppstoreOutlined, AuditOutlined, BankOutlined, BarChartOutlined, CalendarOutlined, ClockCircleOutlined, CommentOutlined, ContactsOutlined, CustomerServiceOutlined, DashboardOutlined, DollarOutlined, FileDoneOutlined, FileTextOutlined, FundOutlined, IdcardOutlined, InboxOutlined, NotificationOutlined, PayCircleOutlined, PhoneOutlined, SafetyOutlined, ScheduleOutlined, ShareAltOutlined, ShopOutlined, SolutionOutlined, TableOutlined, TeamOutlined, TransactionOutlined, UserAddOutlined, UserOutlined, WarningOutlined,
};

/** "UserAddOutlined", "user-add" and "userAdd" all mean the same. */
function found(name: string | null | undefined): ComponentType | undefined {
  if (name === null || name === undefined || name === "") return undefined;
  const camel = name.replace(/(^|[-_])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return ICONS[camel] ?? ICONS[`${camel}Outlined`];
}

export function NamedIcon({ name, fallback }: { name: string | null | undefined; fallback: "form" | "dashboard" | "app" }) {
  const Icon = found(name) ?? (fallback === "dashboard" ? DashboardOutlined : fallback === "app" ? AppstoreOutlined : TableOutlined);
  return <Icon />;
}
