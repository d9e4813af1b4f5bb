/** A record of another form: recent ones at once, others by search, a new one without leaving. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Divider, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBundle } from "@/api/bundle";
import { pageQuery } from "@/api/records";
import type { FormBundle, RecordItem, RefRow } from "@/api/types";
import { useSay } from "@/parts/say";
import { useDebounced } from "@/parts/useDebounced";
import { type EditProps, refOf, type ShowContext, useEditContext } from "../kit";
import { textOf } from "../show";

interface Option {
  value: string;
  title: string;
  label: React.ReactNode;
  row: RefRow;
}

/** The record's title, and beside it the fields the definition wants to see. */
function optionOf(item: RecordItem, form: FormBundle, show: string[], context: ShowContext): Option {
  const said = (key: string): string => {
    const field = form.fields.find((each) => each.key === key);
    return field === undefined ? "" : textOf(item[key] ?? null, field, context);
  };
  const title = said(form.title) || item.id;
  const beside = show.filter((key) => key !== form.title).map(said).filter((text) => text !== "").join(" · ");
  return { value: item.id, title, label: <span className="row"><span className="clip">{title}</span><span className="quiet clip">{beside}</span></span>, row: { ...item, id: item.id, title } };
}

export default function ReferenceInput({ id, field, label, value, change, disabled, invalid, describedBy, dense }: EditProps) {
  const { t } = useTranslation();
  const say = useSay();
  const context = useEditContext();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const search = useDebounced(typed.trim(), 200);
  const target = field.target ?? "";
  const form = useBundle(context.app).forms[target];
  const show = form === undefined ? [] : [form.title, ...(field.options.show ?? [])];
  const where = typeof field.options["where"] === "string" ? field.options["where"] : "";
  const { data, isFetching } = useQuery({ ...pageQuery(context.app, target, { where, search, sort: ["-created_at"], fields: [...new Set(["id", ...show])] }, null, 20), enabled: open && form !== undefined });
  const options = form === undefined ? [] : (data?.items ?? []).map((item) => optionOf(item, form, show, { ...context, refs: data?.refs ?? context.refs }));
  const creatable = form !== undefined && context.create !== undefined && context.mayCreate(target);

  function pick(row: RefRow): void {
    context.learn(target, row);
    setOpen(false);
    setTyped("");
  }
  async function create(): Promise<void> {
    setOpen(false);
    const row = await context.create?.(target, typed.trim());
    if (row == null) return;
    pick(row);
    change(field.many ? [...ids, row.id] : row.id);
  }
  const ids = Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : typeof value === "string" ? [value] : [];
  const chosen = ids.map((each) => ({ value: each, label: refOf(context, target, each)?.title ?? options.find((option) => option.value === each)?.title ?? each }));
  const common = {
    id, style: { width: "100%" }, disabled: disabled ?? false, status: invalid ? ("error" as const) : ("" as const), variant: dense ? ("borderless" as const) : ("outlined" as const), allowClear: !field.required, labelInValue: true as const, open, onOpenChange: setOpen,
    placeholder: dense ? "" : t("pick.search"), showSearch: { filterOption: false as const, onSearch: setTyped, searchValue: typed }, loading: isFetching, notFoundContent: isFetching ? t("state.loading") : t("pick.none"), options,
    "aria-label": dense ? label : undefined, "aria-invalid": invalid, "aria-describedby": describedBy,
    popupRender: (menu: React.ReactElement) => (
      <>
        {menu}
        {data?.next != null && <div className="quiet" style={{ padding: "4px 12px", fontSize: 12 }}>{t("pick.more")}</div>}
        {creatable && (
          <>
            <Divider style={{ margin: "4px 0" }} />
            <Button type="text" block icon={<PlusOutlined />} style={{ justifyContent: "flex-start" }} onMouseDown={(event) => event.preventDefault()} onClick={() => void create()}>{t("pick.create", { label: say(form.label) })}</Button>
          </>
        )}
      </>
    ),
  };
  const learn = (keys: string[]): void => {
    for (const option of options) if (keys.includes(option.value)) pick(option.row);
  };
  if (field.many) {
    return <Select {...common} mode="multiple" value={chosen} onChange={(next: { value: string }[]) => { learn(next.map((each) => each.value)); change(next.map((each) => each.value)); }} />;
  }
  return <Select {...common} value={chosen[0] ?? null} onChange={(next: { value: string } | null | undefined) => { learn(next == null ? [] : [next.value]); change(next?.value ?? null); }} />;
}
