/** The pages about an app as a whole: one bar with where one is, and the way from each to the others. */
import { ArrowLeftOutlined, ExportOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textOf, type Label } from "@/model/document/types";
import { Page } from "@/parts/Page";
import { Pill } from "@/parts/Pill";
import { useLocale } from "@/parts/say";
import { useDefinition, useEditor, useSession } from "../editor/Editor";
import { ConflictDialog } from "../publish/ConflictDialog";
import { SaveSign } from "./SaveSign";
import css from "./app.module.css";

const PublishDialog = lazy(async () => ({ default: (await import("../publish/PublishDialog")).PublishDialog }));

const TABS = ["forms", "parameters", "scenarios", "members"] as const;

export function AppPage({ tab, action, children }: { tab: (typeof TABS)[number]; action?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("building");
  const { t: d } = useTranslation("designer");
  const locale = useLocale();
  const { app } = useEditor();
  const definition = useDefinition();
  const unpublished = useSession((state) => state.unpublished);
  const [publishing, setPublishing] = useState(false);
  const name = textOf(definition.app["label"] as Label | undefined, locale);
  return (
    <div className={css.frame}>
      <Page
        fixed
        title={name}
        crumbs={[{ label: t("tabs.title"), to: `/design/${app}` }]}
        lead={<Link to={`/a/${app}`} aria-label={d("forms.back")}><Button type="text" icon={<ArrowLeftOutlined />} tabIndex={-1} /></Link>}
        beside={unpublished ? <Pill tone="orange">{d("head.unpublished")}</Pill> : undefined}
        actions={
          <div className={css.actions}>
            <SaveSign />
            <Link to={`/a/${app}`} className={css.open ?? ""}><ExportOutlined /> {t("tabs.open")}</Link>
            <Button type={action === undefined && unpublished ? "primary" : "default"} onClick={() => setPublishing(true)}>{d("head.publish")}</Button>
            {action}
          </div>
        }
      >
        <nav className={css.tabs} aria-label={t("tabs.title")}>
          {TABS.map((each) => <Link key={each} to={`/design/${app}${each === "forms" ? "" : `/${each}`}`} className={css.tab ?? ""} aria-current={each === tab ? "page" : undefined}>{t(`tabs.${each}`)}</Link>)}
        </nav>
        <main className={css.main}>{children}</main>
      </Page>
      <Suspense fallback={null}>{publishing && <PublishDialog close={() => setPublishing(false)} />}</Suspense>
      <ConflictDialog />
    </div>
  );
}
