/** All notices on a page of their own (the phone's tab). */
import { useTranslation } from "react-i18next";
import { Page } from "@/parts/Page";
import { NoticeList } from "./NoticeList";
import css from "./Notices.module.css";

export function NoticesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("notifications.title")}>
      <div className={css.page}><NoticeList heading={false} /></div>
    </Page>
  );
}
