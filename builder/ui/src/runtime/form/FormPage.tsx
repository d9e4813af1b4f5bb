/** A record being written: new, copied, or edited. */
import { LeftOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useStore } from "zustand";
import { useSession } from "@/api/session";
import type { Bundle, FormBundle, RecordItem, Refs, Values } from "@/api/types";
import { shortInstant } from "@/model/dates";
import { draftKey, dropDraft } from "@/model/form/drafts";
import { Page } from "@/parts/Page";
import { useSay } from "@/parts/say";
import { useMedia, usePhone } from "@/parts/useMedia";
import { textOf } from "@/widgets/show";
import { useShowContext } from "../app";
import { listPath, recordPath } from "../paths";
import { sectionsOf } from "../record/Details";
import { Conflict } from "./Conflict";
import { Fields, SectionNav } from "./Fields";
import css from "./Form.module.css";
import { FormShell } from "./FormShell";
import { hostFor } from "./host";
import { Leave } from "./Leave";
import { createFormStore } from "@/model/form/store";
import { FormTrouble } from "./Trouble";
import { useFoundDraft, useKeepDraft } from "./useDraft";
import { useSave } from "./useSave";

interface Props {
  app: string;
  bundle: Bundle;
  form: FormBundle;
  before: RecordItem | null;
  start: Values;
  refs: Refs;
}

export function Editor({ app, bundle, form, before, start, refs }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = usePhone();
  const wide = useMedia("(min-width: 1200px)");
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { user, workspace } = useSession();
  const id = before?.id ?? null;
  const key = draftKey(user.id, app, form.key, id);
  const [found, forget] = useFoundDraft(key);
  const context = useShowContext(app, refs);
  const store = useMemo(() => {
    const made = createFormStore({ form, host: (known) => hostFor(bundle, form.key, known, before), before, typed: before ?? start, refs, say });
    for (const [name, value] of Object.entries(found?.values ?? {})) made.getState().change(name, value);
    return made;
    // A form keeps what it began with, whatever is loaded anew behind it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  useKeepDraft(key, store);
  const saving = useSave(app, form, store, id);
  const dirty = useStore(store, (state) => state.dirty);
  const label = say(form.label);
  const title = form.fields.find((field) => field.key === form.title);
  const titled = title === undefined || before === null ? "" : textOf(before[form.title], title, context);

  async function save(again: boolean): Promise<void> {
    const saved = await saving.save();
    if (saved === null) return;
    store.getState().restart(before === null ? null : saved.item, before === null ? start : {});
    dropDraft(key);
    forget();
    if (saved.attached === true) void message.info(t("form.attached", { title: title === undefined ? "" : textOf(saved.item[form.title], title, context) }));
    else void message.success(before !== null || title === undefined ? t("form.saved") : t("form.created", { title: textOf(saved.item[form.title], title, context) }));
    if (again) document.querySelector<HTMLElement>("[data-form] input")?.focus();
    else void navigate(saved.item.id === null ? listPath(app, form.key) : recordPath(app, form.key, saved.item.id), { replace: true });
  }
  function startOver(): void {
    store.getState().restart(before, before === null ? start : {});
    dropDraft(key);
    forget();
  }
  const back = (): void => void navigate(id === null ? listPath(app, form.key) : recordPath(app, form.key, id));
  const nav = wide && sectionsOf(form).length > 3;
  return (
    <Page
      fixed title={before === null ? t("form.createTitle", { label }) : t("form.editTitle", { label: titled || label })} crumbs={phone ? [] : [{ label, to: listPath(app, form.key) }, ...(id === null ? [] : [{ label: titled || t("record.untitled"), to: recordPath(app, form.key, id) }])]}
      lead={phone ? <Button type="text" icon={<LeftOutlined />} aria-label={t("action.back")} onClick={back} /> : undefined}
    >
      <div style={{ flex: 1, overflow: "auto", minHeight: 0 }} className={css.ground} data-form data-own-bar>
        <FormShell app={app} bundle={bundle} form={form} store={store}>
          <form className={`${css.page} ${nav ? css.withNav : ""}`} noValidate onSubmit={(event) => { event.preventDefault(); void save(false); }} onKeyDown={(event) => { if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void save(false); } }}>
            <div style={{ minWidth: 0 }}>
              {found !== null && <div className={css.banner} role="status"><span>{t("form.restored")}</span><span className="quiet">{t("form.restoredAt", { at: shortInstant(found.at, workspace.time_zone) })}</span><span className="spread" /><Button size="small" onClick={startOver}>{t("form.dropDraft")}</Button></div>}
              <FormTrouble />
              <Fields form={form} />
            </div>
            {nav && <SectionNav form={form} />}
          </form>
        </FormShell>
      </div>
      <footer className={css.foot}>
        {!phone && <span className="quiet spread" aria-live="polite">{dirty ? t("form.unsaved") : ""}</span>}
        <Button onClick={back}>{t("action.cancel")}</Button>
        {before === null && !phone && <Button disabled={saving.busy} onClick={() => void save(true)}>{t("action.saveNext")}</Button>}
        <Button type="primary" loading={saving.busy} onClick={() => void save(false)}>{t("form.submit")}</Button>
      </footer>
      <Leave store={store} />
      {id !== null && saving.conflict && <Conflict app={app} form={form} id={id} store={store} close={saving.settle} />}
    </Page>
  );
}
