/** Which columns are shown, and in what order. */
import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { moved } from "@/model/columns";
import { useSay } from "@/parts/say";
import type { Columns } from "./columns";
import css from "./ColumnsPanel.module.css";

function Panel({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  const say = useSay();
  const { all } = columns;
  return (
    <div>
      <ul className={css.list} aria-label={t("list.shownColumns")}>
        {all.map((column, index) => (
          <li key={column.field.key} className={css.item}>
            <Checkbox className="spread" checked={column.shown} disabled={column.shown && columns.shown.length === 1} onChange={(event) => columns.arrange(all.with(index, { ...column, shown: event.target.checked }))}>{say(column.field.label)}</Checkbox>
            <span className={css.moves}>
              <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={`${say(column.field.label)} ${t("list.moveUp")}`} onClick={() => columns.arrange(moved(all, index, index - 1))} />
              <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={index === all.length - 1} aria-label={`${say(column.field.label)} ${t("list.moveDown")}`} onClick={() => columns.arrange(moved(all, index, index + 1))} />
            </span>
          </li>
        ))}
      </ul>
      <div className={css.foot}><Button size="small" disabled={!columns.changed} onClick={columns.reset}>{t("action.reset")}</Button></div>
    </div>
  );
}

export function ColumnsButton({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={<Panel columns={columns} />}>
      <Button icon={<SettingOutlined />} aria-label={t("list.columns")} title={t("list.columns")} />
    </Popover>
  );
}
