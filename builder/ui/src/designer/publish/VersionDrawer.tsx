/** Versions that were published: what each changed, and bringing one back as a new draft. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { useSession } from "@/api/session";
import { shortInstant } from "@/model/dates";
import { Pill } from "@/parts/Pill";
import { useLocale } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import { check, restore, versionsQuery, type Version } from "../api";
import { useEditor } from "../editor/Editor";
import { Comparison } from "./Comparison";
import css from "./publish.module.css";

export function VersionDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const { app } = useEditor();
  const found = useQuery(versionsQuery(app));
  const [compared, setCompared] = useState<Version | null>(null);
  return (
    <Drawer open title={compared ? t("versions.compare", { number: compared.number }) : t("versions.title")} onClose={compared ? () => setCompared(null) : close} size={520} styles={{ body: { padding: compared ? "8px 20px" : 0 } }}>
      {compared && <Comparison version={compared} />}
      {!compared && found.isError && <Failure compact error={found.error} retry={() => void found.refetch()} />}
      {!compared && found.isPending && <Bones />}
      {!compared && found.data?.length === 0 && <Empty compact title={t("versions.none")} />}
      {!compared && found.data && (
        <ul className={css.versions}>
          {found.data.map((version) => (
            <Line key={version.number} version={version} compare={() => setCompared(version)} close={close} />
          ))}
        </ul>
      )}
    </Drawer>
  );
}

function Line({ version, compare, close }: { version: Version; compare: () => void; close: () => void }) {
  const { t } = useTranslation("designer");
  const zone = useSession().workspace.time_zone;
  const bringBack = useRestore(version, close);
  const by = typeof version.by === "string" ? version.by : (version.by?.name ?? "");
  return (
    <li className={css.version} data-version={version.number}>
      <div className={css.versionHead}>
        <span className="num">{t("versions.number", { number: version.number })}</span>
        {version.current && <Pill tone="green">{t("versions.current")}</Pill>}
      </div>
      <div className={css.versionNote}>{version.note || t("versions.noNote")}</div>
      <div className={css.versionMeta}>
        {by !== "" && `${by} · `}
        <span className="num">{shortInstant(version.at, zone)}</span>
      </div>
      <div className={css.versionTools}>
        <Button size="small" onClick={compare}>
          {t("versions.compareShort")}
        </Button>
        <Button size="small" onClick={bringBack}>
          {t("versions.restore")}
        </Button>
      </div>
    </li>
  );
}

/** A version comes back as a new draft; nothing that users entered is touched. */
function useRestore(version: Version, close: () => void): () => void {
  const { t } = useTranslation("designer");
  const { modal, message } = App.useApp();
  const locale = useLocale();
  const { app, document, session, autosave } = useEditor();
  const now = async () => {
    try {
      await autosave.flush();
      const { draft } = await restore(app, version.number);
      document.getState().reset(draft.definition, draft.revision);
      session.getState().set({ unpublished: draft.dirty, save: "saved", selection: null });
      autosave.resume();
      session.getState().set({ diagnostics: await check(app) });
      void message.success(t("versions.restored", { number: version.number }));
      close();
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    }
  };
  return () => {
    modal.confirm({ title: t("versions.restoreTitle", { number: version.number }), content: t("versions.restoreHint"), okText: t("versions.restore"), onOk: now });
  };
}
