/** The form designer: what there is, what it becomes, what it is. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Outlet, useParams, useSearchParams } from "react-router";
import { useTranslation } from "react-i18next";
import { findForm } from "@/model/document/find";
import { idOf } from "@/model/document/names";
import { createDocument } from "@/model/document/store";
import { textOf } from "@/model/document/types";
import { useLocale } from "@/parts/say";
import { useTitle } from "@/parts/Page";
import { Bones, Failure } from "@/parts/states";
import { check, draftQuery, fieldTypesQuery, saveDraft, type Draft, type FieldTypeInfo } from "../api";
import { Canvas } from "../canvas/Canvas";
import { Dnd } from "../canvas/Dnd";
import { Autosave } from "../editor/autosave";
import { EditorProvider, useForm, useSession, type Editor } from "../editor/Editor";
import { createSession } from "../editor/session";
import { useShortcuts } from "../editor/useShortcuts";
import { Palette } from "../palette/Palette";
import { Properties } from "../properties/Properties";
import { ConflictDialog } from "../publish/ConflictDialog";
import { loadTexts } from "../texts";
import { Header, type Mode } from "./Header";
import css from "./page.module.css";

loadTexts();

const FormList = lazy(async () => ({ default: (await import("../forms/FormList")).FormList }));
const ViewsPane = lazy(async () => ({ default: (await import("../views/ViewsPane")).ViewsPane }));
const JsonView = lazy(async () => ({ default: (await import("../views/JsonView")).JsonView }));

export function Component() {
  const { app = "" } = useParams();
  const draft = useQuery(draftQuery(app));
  const types = useQuery(fieldTypesQuery);
  const error = draft.error ?? types.error;
  if (error) return <main><Failure error={error} retry={() => void Promise.all([draft.refetch(), types.refetch()])} /></main>;
  if (!draft.data || !types.data) return <Bones lines={9} />;
  return <Desk key={app} app={app} draft={draft.data} types={types.data} />;
}

/** One sitting at the designer of an app: opened once, kept while forms are switched. */
function Desk({ app, draft, types }: { app: string; draft: Draft; types: FieldTypeInfo[] }) {
  const { form: key = "" } = useParams();
  const [desk] = useState(() => ({ document: createDocument(draft.definition, draft.revision), session: createSession(draft.dirty) }));
  const autosave = useAutosave(app, desk);
  const known = useMemo(() => new Map(types.map((type) => [type.name, type])), [types]);
  const found = findForm(desk.document.getState().history.present, key);
  const form = found ? idOf(found) : key;
  const editor = useMemo<Editor | null>(() => autosave && { app, form, ...desk, autosave, types: known }, [app, form, desk, autosave, known]);
  if (!editor) return null;
  return (
    <EditorProvider value={editor}>
      <Suspense fallback={<Bones lines={9} />}><Outlet /></Suspense>
    </EditorProvider>
  );
}

/** The list of forms, or the one that the address names. */
export function FormRoute() {
  const { form = "" } = useParams();
  return form === "" ? <FormList /> : <Workbench />;
}

function useAutosave(app: string, { document, session }: Pick<Editor, "document" | "session">): Autosave | null {
  const [autosave, setAutosave] = useState<Autosave | null>(null);
  useEffect(() => {
    const { set } = session.getState();
    const made = new Autosave(document, {
      save: (definition, revision) => saveDraft(app, definition, revision),
      tell: (save) => set(save === "dirty" ? { save, unpublished: true } : { save }),
      found: (diagnostics) => set({ diagnostics }),
    });
    setAutosave(made);
    check(app).then((diagnostics) => set({ diagnostics }), () => undefined);
    const guard = (event: BeforeUnloadEvent) => {
      if (session.getState().save !== "saved") event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    return () => {
      void made.flush();
      made.stop();
      window.removeEventListener("beforeunload", guard);
    };
  }, [app, document, session]);
  return autosave;
}

const MODES: readonly Mode[] = ["form", "views", "json"];

function Workbench() {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const form = useForm();
  const [search, setSearch] = useSearchParams();
  const mode = MODES.find((each) => each === search.get("mode")) ?? "form";
  useTitle(form ? `${textOf(form.label, locale)} · ${t("title")}` : t("title"));
  useShortcuts(mode !== "form");
  if (!form) return <FormList missing />;
  return (
    <div className={css.designer}>
      <Header mode={mode} setMode={(next) => setSearch(next === "form" ? {} : { mode: next }, { replace: true })} />
      {mode === "form" && (
        <Dnd>
          <main className={css.panes}>
            <Palette />
            <Canvas />
            <Properties />
          </main>
        </Dnd>
      )}
      <Suspense fallback={<Bones lines={9} />}>
        {mode === "views" && <ViewsPane />}
        {mode === "json" && <JsonView />}
      </Suspense>
      <ConflictDialog />
      <Said />
    </div>
  );
}

/** What a screen reader is told about moves it cannot see. */
function Said() {
  const said = useSession((state) => state.said);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}

