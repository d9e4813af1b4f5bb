/** Records of one form: views, search, conditions, and a grid of any length. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { countQuery, type ListQuery } from "@/api/records";
import type { FormBundle, Refs } from "@/api/types";
import { fieldsOf, currentView } from "@/model/bundle";
import { EMPTY } from "@/model/filter/tree";
import { allOf, groupWhere } from "@/model/filter/where";
import type { ListState } from "@/model/listState";
import { Page } from "@/parts/Page";
import { useSay } from "@/parts/say";
import { Empty, Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import type { ShowContext } from "@/widgets/kit";
import { usePlace, useShowContext } from "../app";
import { importPath, newPath } from "../paths";
import { Cards } from "./Cards";
import { type Columns, useColumns } from "./columns";
import { Grid } from "./Grid";
import css from "./List.module.css";
import { SelectionBar } from "./SelectionBar";
import { useSelection } from "./selection";
import { Toolbar } from "./Toolbar";
import { type Change, useListState } from "./useListState";
import { useRows } from "./useRows";
import { ViewTabs } from "./ViewTabs";

const RecordDrawer = lazy(async () => ({ default: (await import("../record/RecordDrawer")).RecordDrawer }));

/** What the server is asked: the view's condition, the report's, the filter's; only the columns that are shown. */
function useListQuery(form: FormBundle, state: ListState, columns: Columns): ListQuery {
  const view = currentView(form, state);
  const where = allOf(view?.where, state.where, groupWhere(state.filter, fieldsOf(form)));
  const sort = (state.sort ?? view?.sort ?? []).join();
  const fields = [...new Set(["id", "version", form.title, ...columns.shown.map(({ field }) => field.key)])].join();
  return useMemo(() => ({ where, sort: sort === "" ? [] : sort.split(","), search: state.search, fields: fields.split(",") }), [where, sort, state.search, fields]);
}

/** One context per page of rows, so that rows whose titles are known do not draw again. */
function useContexts(base: ShowContext): (refs: Refs | undefined) => ShowContext {
  const made = useRef(new WeakMap<Refs, ShowContext>());
  const seen = useRef(base);
  return useCallback((refs: Refs | undefined) => {
    if (seen.current !== base) {
      made.current = new WeakMap();
      seen.current = base;
    }
    if (refs === undefined) return base;
    let found = made.current.get(refs);
    if (found === undefined) {
      found = { ...base, refs };
      made.current.set(refs, found);
    }
    return found;
  }, [base]);
}

function Nothing({ app, form, state, change }: { app: string; form: FormBundle; state: ListState; change: Change }) {
  const { t } = useTranslation();
  const say = useSay();
  const label = say(form.label);
  if (state.search !== "" || state.filter.items.length > 0 || state.where !== null) {
    return <Empty title={t("list.noMatch", { label })} hint={t("list.noMatchHint")} actions={<Button onClick={() => change({ search: "", filter: EMPTY, where: null })}>{t("list.clearAll")}</Button>} />;
  }
  return (
    <Empty
      title={t("list.empty", { label })} hint={form.can.create ? t("list.emptyHint") : undefined}
      actions={<>{form.can.create && <Link to={newPath(app, form.key)}><Button type="primary" icon={<PlusOutlined />}>{t("action.createOf", { label })}</Button></Link>}{form.can.import && <Link to={importPath(app, form.key)}><Button>{t("action.import")}</Button></Link>}</>}
    />
  );
}

export function ListPage() {
  const { app, form } = usePlace();
  return <RecordList key={`${app}.${form.key}`} app={app} form={form} />;
}

function RecordList({ app, form }: { app: string; form: FormBundle }) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = usePhone();
  const navigate = useNavigate();
  const [state, change] = useListState();
  const view = currentView(form, state);
  const columns = useColumns(app, form, view);
  const query = useListQuery(form, state, columns);
  const rows = useRows(app, form.key, query);
  const { data: total = null } = useQuery(countQuery(app, form.key, query));
  const context = useShowContext(app, undefined);
  const contextOf = useContexts(context);
  const selection = useSelection(`${query.where}|${query.search}`);
  const open = useCallback((id: string) => change({ open: id }, "push"), [change]);
  const known = rows.known();
  const at = known.find(({ item }) => item.id === state.open)?.index;
  const step = (by: number): (() => void) | undefined => {
    const next = at === undefined ? undefined : rows.at(at + by);
    return next === undefined ? undefined : () => change({ open: next.item.id });
  };
  const label = say(form.label);
  const body = rows.error !== null ? <Failure error={rows.error} retry={rows.retry} />
    : rows.isEmpty ? <Nothing app={app} form={form} state={state} change={change} />
    : phone ? <Cards form={form} rows={rows} columns={columns} contextOf={contextOf} open={open} />
    : <Grid form={form} rows={rows} total={total} columns={columns} sort={query.sort} setSort={(sort) => change({ sort })} contextOf={contextOf} selection={selection} opened={state.open} open={open} />;
  return (
    <Page
      fixed title={label}
      actions={form.can.create && !phone ? <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(newPath(app, form.key))}>{t("action.createOf", { label })}</Button> : undefined}
    >
      <ViewTabs app={app} form={form} state={state} />
      <Toolbar app={app} form={form} state={state} change={change} columns={columns} query={query} total={total} context={context} />
      {selection.count > 0 && <SelectionBar app={app} form={form} selection={selection} query={query} />}
      <div className={css.area}>{body}</div>
      {phone && form.can.create && <Button className={css.fab ?? ""} type="primary" shape="circle" icon={<PlusOutlined />} aria-label={t("action.createOf", { label })} onClick={() => void navigate(newPath(app, form.key))} />}
      <Suspense>{state.open !== null && <RecordDrawer app={app} form={form} id={state.open} close={() => change({ open: null })} previous={step(-1)} next={step(1)} />}</Suspense>
    </Page>
  );
}
