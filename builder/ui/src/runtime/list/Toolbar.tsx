/** Search and filter at the left; how many, columns and the rest at the right. */
import { CloseCircleFilled, DownloadOutlined, MoreOutlined, ReloadOutlined, SearchOutlined, UploadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { exportUrl, type ListQuery } from "@/api/records";
import type { FormBundle } from "@/api/types";
import type { ListState } from "@/model/listState";
import { useSay } from "@/parts/say";
import { useDebounced } from "@/parts/useDebounced";
import { usePhone } from "@/parts/useMedia";
import type { ShowContext } from "@/widgets/kit";
import { importPath } from "../paths";
import type { Columns } from "./columns";
import { ColumnsButton } from "./ColumnsPanel";
import { FilterButton } from "./filter/FilterButton";
import css from "./List.module.css";
import type { Change } from "./useListState";

interface Props {
  app: string;
  form: FormBundle;
  state: ListState;
  change: Change;
  columns: Columns;
  query: ListQuery;
  total: number | null;
  context: ShowContext;
}

function Search({ form, search, change }: { form: FormBundle; search: string; change: Change }) {
  const { t } = useTranslation();
  const say = useSay();
  const [typed, setTyped] = useState(search);
  const settled = useDebounced(typed, 250);
  // What was written from here and comes back by the address does not undo what was typed since.
  const written = useRef(search);
  useEffect(() => {
    if (written.current === search) return;
    written.current = search;
    setTyped(search);
  }, [search]);
  useEffect(() => {
    if (settled.trim() === written.current) return;
    written.current = settled.trim();
    change({ search: settled.trim() });
    // Written when typing has settled; a change from outside is taken over above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  const label = t("list.searchIn", { label: say(form.label) });
  return <Input className={css.search ?? ""} type="search" prefix={<SearchOutlined className="quiet" />} allowClear={{ clearIcon: <CloseCircleFilled aria-label={t("action.clear")} /> }} placeholder={label} aria-label={label} value={typed} onChange={(event) => setTyped(event.target.value)} />;
}

export function Toolbar({ app, form, state, change, columns, query, total, context }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { modal } = App.useApp();
  function exportAll(): void {
    modal.confirm({
      icon: null, title: t("list.exporting", { count: total ?? 0 }), content: t("list.exportHint"), okText: t("action.export"),
      onOk: () => window.location.assign(exportUrl(app, form.key, query)),
    });
  }
  const more = [
    ...(form.can.import ? [{ key: "import", icon: <UploadOutlined />, label: t("action.import"), onClick: () => void navigate(importPath(app, form.key)) }] : []),
    ...(form.can.export ? [{ key: "export", icon: <DownloadOutlined />, label: t("action.export"), onClick: exportAll }] : []),
    { key: "refresh", icon: <ReloadOutlined />, label: t("list.refresh"), onClick: () => void client.invalidateQueries({ queryKey: ["records", app, form.key] }) },
  ];
  return (
    <div className={css.bar}>
      <Search form={form} search={state.search} change={change} />
      <FilterButton form={form} filter={state.filter} change={(filter) => change({ filter })} context={context} />
      {state.where !== null && (
        <span className={css.chip} title={state.where}><span className="clip">{t("list.fromReport")}</span><Button type="text" size="small" icon={<CloseCircleFilled />} aria-label={t("list.dropReport")} onClick={() => change({ where: null })} /></span>
      )}
      <span className="spread" />
      {!phone && total !== null && <span className={css.count}>{t("list.count", { count: total, shown: total.toLocaleString("en-US") })}</span>}
      {!phone && <ColumnsButton columns={columns} />}
      <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items: more }}><Button icon={<MoreOutlined />} aria-label={t("list.more")} title={t("list.more")} /></Dropdown>
    </div>
  );
}
