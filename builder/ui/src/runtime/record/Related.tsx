/** Records that refer to this one. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useBundle } from "@/api/bundle";
import { countQuery, type ListQuery, pageQuery } from "@/api/records";
import type { FieldBundle, FormBundle } from "@/api/types";
import { defaultColumns } from "@/model/columns";
import { fieldsOf } from "@/model/bundle";
import { useSay } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import { isBlank, type ShowContext } from "@/widgets/kit";
import { Show, widgetOf } from "@/widgets/show";
import { listPath, newPath, recordPath } from "../paths";
import css from "./Record.module.css";

interface Props {
  app: string;
  form: string;
  field: string;
  id: string;
  context: ShowContext;
}

export function relatedQuery(form: FormBundle | undefined, field: string, id: string): ListQuery {
  const columns = form === undefined ? [] : defaultColumns(form, form.views[0]).filter((key) => key !== field).slice(0, 6);
  return { where: `${field} == ${JSON.stringify(id)}`, sort: form?.views[0]?.sort ?? [], search: "", fields: ["id", "version", ...columns] };
}

export function RelatedCount({ app, form, query }: { app: string; form: string; query: ListQuery }) {
  const { data } = useQuery(countQuery(app, form, query));
  return data == null ? null : <span className={css.count}>{data}</span>;
}

export function Related({ app, form: key, field, id, context }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const form = useBundle(app).forms[key];
  const query = relatedQuery(form, field, id);
  const { data, error, refetch } = useQuery(pageQuery(app, key, query, null, 20));
  if (form === undefined) return null;
  if (error !== null) return <Failure compact error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones lines={4} />;
  const label = say(form.label);
  const columns = query.fields.flatMap((name) => fieldsOf(form).get(name) ?? []).filter((each) => each.key !== "id" && each.key !== "version");
  const add = form.can.create ? <Button size="small" icon={<PlusOutlined />} onClick={() => void navigate(`${newPath(app, key)}?${field}=${id}`)}>{t("action.createOf", { label })}</Button> : null;
  if (data.items.length === 0) return <Empty compact title={t("record.noRelated", { label })} actions={add} />;
  const inner = { ...context, refs: data.refs ?? {} };
  const end = (column: FieldBundle): string => (widgetOf(column)?.align === "right" ? (css.end ?? "") : "");
  return (
    <div>
      <div className={css.relatedHead}><span className="spread" />{add}</div>
      <div className={css.tableBox} tabIndex={0} role="region" aria-label={label}>
        <table className={css.table}>
          <thead><tr>{columns.map((column) => <th key={column.key} className={end(column)}>{say(column.label)}</th>)}</tr></thead>
          <tbody>
            {data.items.map((item) => (
              <tr key={item.id} data-link onClick={() => void navigate(recordPath(app, key, item.id))}>
                {columns.map((column, index) => {
                  const shown = isBlank(item[column.key]) ? (index === 0 ? "—" : "") : <Show value={item[column.key] ?? null} field={column} context={inner} dense />;
                  return <td key={column.key} className={end(column)}>{index === 0 ? <Link to={recordPath(app, key, item.id)} onClick={(event) => event.stopPropagation()}>{shown}</Link> : shown}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.next !== null && <p style={{ padding: "10px 2px" }}><Link to={`${listPath(app, key)}?view=_all&where=${encodeURIComponent(query.where)}`}>{t("notifications.all")}</Link></p>}
    </div>
  );
}
