/** Views of the definition, and the person's own. */
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Popover } from "antd";
import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { useSession } from "@/api/session";
import type { FormBundle } from "@/api/types";
import { currentView } from "@/model/bundle";
import { type ListState, writeListState } from "@/model/listState";
import { preference, setPreference, watchPreferences } from "@/model/preferences";
import { useSay } from "@/parts/say";
import css from "./ViewTabs.module.css";

interface Own {
  label: string;
  search: string;
}
const NONE: Own[] = [];

function SaveView({ save }: { save: (label: string) => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState("");
  const [open, setOpen] = useState(false);
  const done = (): void => {
    if (label.trim() === "") return;
    save(label.trim());
    setLabel("");
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" arrow={false} placement="bottom" content={<div className="row"><Input autoFocus value={label} placeholder={t("list.viewName")} aria-label={t("list.viewName")} maxLength={20} onChange={(event) => setLabel(event.target.value)} onPressEnter={done} /><Button type="primary" onClick={done}>{t("action.save")}</Button></div>}>
      <button type="button" className={css.tab}><PlusOutlined />{t("list.saveView")}</button>
    </Popover>
  );
}

export function ViewTabs({ app, form, state }: { app: string; form: FormBundle; state: ListState }) {
  const { t } = useTranslation();
  const say = useSay();
  const { user } = useSession();
  const { pathname } = useLocation();
  const key = `views.${user.id}.${app}.${form.key}`;
  const own = useSyncExternalStore(watchPreferences, () => preference<Own[]>(key, NONE));
  const here = writeListState({ ...state, open: null }).toString();
  const mine = own.find((view) => view.search === here);
  const current = mine === undefined ? (currentView(form, state)?.key ?? "_all") : null;
  const arranged = state.search !== "" || state.filter.items.length > 0 || state.sort !== null || state.where !== null;
  const views = [...form.views.map((view) => ({ key: view.key, label: say(view.label) })), ...(form.views.some((view) => view.where == null || view.where === "") ? [] : [{ key: "_all", label: t("list.all") }])];
  if (views.length < 2 && own.length === 0 && !arranged) return null;
  return (
    <nav className={css.tabs} aria-label={t("list.views")}>
      {views.map((view) => <Link key={view.key} to={`${pathname}?view=${view.key}`} className={css.tab ?? ""} aria-current={view.key === current}>{view.label}</Link>)}
      {own.map((view) => (
        <span key={view.label} className="row" style={{ gap: 0 }}>
          <Link to={`${pathname}?${view.search}`} className={css.tab ?? ""} aria-current={view === mine}>{view.label}</Link>
          {view === mine && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("list.deleteView")} title={t("list.deleteView")} onClick={() => setPreference(key, own.filter((each) => each !== view))} />}
        </span>
      ))}
      {arranged && mine === undefined && <SaveView save={(label) => setPreference(key, [...own.filter((view) => view.label !== label), { label, search: here }])} />}
    </nav>
  );
}
