/** The bar of the designer: where one is, whether it is saved, what is wrong, and publishing. */
import { ArrowLeftOutlined, HistoryOutlined, PlayCircleOutlined, RedoOutlined, UndoOutlined, WarningOutlined } from "@ant-design/icons";
import { Button, Segmented, Select, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { textOf, type Label } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useDefinition, useDocument, useEditor, useForm, useSession } from "../editor/Editor";
import { matches } from "../editor/pinyin";
import { SaveSign } from "./SaveSign";
import css from "./page.module.css";

const ProblemDrawer = lazy(async () => ({ default: (await import("../problems/ProblemDrawer")).ProblemDrawer }));
const Preview = lazy(async () => ({ default: (await import("../preview/Preview")).Preview }));
const PublishDialog = lazy(async () => ({ default: (await import("../publish/PublishDialog")).PublishDialog }));
const VersionDrawer = lazy(async () => ({ default: (await import("../publish/VersionDrawer")).VersionDrawer }));

export type Mode = "form" | "views" | "json";

export function Header({ mode, setMode }: { mode: Mode; setMode: (mode: Mode) => void }) {
  const { t } = useTranslation("designer");
  return (
    <header className={css.head}>
      <Place />
      <Segmented value={mode} onChange={setMode} aria-label={t("mode.title")} options={[{ value: "form", label: t("mode.form") }, { value: "views", label: t("mode.views") }, { value: "json", label: t("mode.json") }]} />
      <div className={css.right}>
        <SaveSign />
        <UndoRedo />
        <span className={css.divider} />
        <Actions />
      </div>
    </header>
  );
}

/** Not a form's key: the list of all of them. */
const ALL = "*";

function Place() {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const navigate = useNavigate();
  const { app } = useEditor();
  const definition = useDefinition();
  const form = useForm();
  const options = [...definition.forms.map((each) => ({ value: each.key, label: textOf(each.label, locale) })), { value: ALL, label: t("head.allForms") }];
  return (
    <div className={css.left}>
      <Tooltip title={t("head.forms")}>
        <Link to={`/design/${app}`} aria-label={t("head.forms")}>
          <Button type="text" icon={<ArrowLeftOutlined />} tabIndex={-1} />
        </Link>
      </Tooltip>
      <span className={`${css.app} clip`}>{textOf(definition.app["label"] as Label | undefined, locale)}</span>
      <h1 className="visually-hidden">{textOf(form?.label, locale)}</h1>
      <Select
        variant="borderless"
        className={css.form ?? ""}
        popupMatchSelectWidth={220}
        aria-label={t("head.switch")}
        showSearch={{ filterOption: (typed, item) => item !== undefined && (item.value === ALL || matches(item.label, typed) || matches(item.value, typed)) }}
        value={form?.key ?? null}
        options={options}
        onChange={(key: string) => void navigate(`/design/${app}${key === ALL ? "" : `/forms/${key}`}`)}
        data-form-switch
      />
    </div>
  );
}

function UndoRedo() {
  const { t } = useTranslation("designer");
  const { document } = useEditor();
  const back = useDocument((state) => state.history.past.length > 0);
  const forth = useDocument((state) => state.history.future.length > 0);
  const mod = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl+";
  return (
    <>
      <Tooltip title={`${t("head.undo")} ${mod}Z`}>
        <Button type="text" icon={<UndoOutlined />} aria-label={t("head.undo")} disabled={!back} onClick={() => document.getState().undo()} />
      </Tooltip>
      <Tooltip title={`${t("head.redo")} ${mod}${mod === "⌘" ? "⇧" : "Shift+"}Z`}>
        <Button type="text" icon={<RedoOutlined />} aria-label={t("head.redo")} disabled={!forth} onClick={() => document.getState().redo()} />
      </Tooltip>
    </>
  );
}

type Open = "problems" | "versions" | "preview" | "publish" | null;

function Actions() {
  const { t } = useTranslation("designer");
  const [open, setOpen] = useState<Open>(null);
  const diagnostics = useSession((state) => state.diagnostics);
  const unpublished = useSession((state) => state.unpublished);
  const errors = diagnostics.filter((each) => each.severity === "error").length;
  const close = () => setOpen(null);
  return (
    <>
      <Tooltip title={t("head.problems")}>
        <Button type="text" className={css.marked ?? ""} icon={<WarningOutlined />} aria-label={t("head.problemsCount", { count: diagnostics.length })} onClick={() => setOpen("problems")}>
          {diagnostics.length > 0 && (
            <span className={css.count} data-severity={errors > 0 ? "error" : "warning"} data-problem-count>
              {diagnostics.length}
            </span>
          )}
        </Button>
      </Tooltip>
      <Tooltip title={t("head.versions")}>
        <Button type="text" icon={<HistoryOutlined />} aria-label={t("head.versions")} onClick={() => setOpen("versions")} />
      </Tooltip>
      <Button icon={<PlayCircleOutlined />} onClick={() => setOpen("preview")}>
        {t("head.preview")}
      </Button>
      <Tooltip title={unpublished ? t("head.unpublished") : t("head.published")}>
        <Button type="primary" className={css.marked ?? ""} onClick={() => setOpen("publish")}>
          {t("head.publish")}
          {unpublished && <span className={css.dot} data-unpublished role="img" aria-label={t("head.unpublished")} />}
        </Button>
      </Tooltip>
      <Suspense fallback={null}>
        {open === "problems" && <ProblemDrawer close={close} />}
        {open === "versions" && <VersionDrawer close={close} />}
        {open === "preview" && <Preview close={close} />}
        {open === "publish" && <PublishDialog close={close} />}
      </Suspense>
    </>
  );
}
