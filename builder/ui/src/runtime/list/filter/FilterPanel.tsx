/** Conditions and groups of conditions, written by choosing. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldBundle, FormBundle } from "@/api/types";
import { type Group, isGroup, place, type Rule } from "@/model/filter/tree";
import { arity, filterEntry } from "@/model/filter/where";
import { fieldsOf } from "@/model/bundle";
import { useSay } from "@/parts/say";
import css from "./Filter.module.css";
import { ValueInput } from "./ValueInput";

interface Props {
  form: FormBundle;
  group: Group;
  change: (group: Group) => void;
}

const filterable = (form: FormBundle): FieldBundle[] => form.fields.filter((field) => field.filters.some((key) => filterEntry(key) !== undefined));

function fresh(form: FormBundle): Rule {
  const field = filterable(form)[0];
  return { field: field?.key ?? "", op: field?.filters[0] ?? "", value: null };
}

/** Another field keeps the operator and, where the kind is the same, the value. */
function withField(rule: Rule, next: FieldBundle, before: FieldBundle | undefined): Rule {
  const op = next.filters.includes(rule.op) ? rule.op : (next.filters[0] ?? "");
  const same = before !== undefined && before.kind === next.kind && before.options.choices === undefined && next.options.choices === undefined && before.target === next.target;
  return { field: next.key, op, value: same && arity(op) === arity(rule.op) ? rule.value : null };
}

function RuleRow({ form, rule, change, remove }: { form: FormBundle; rule: Rule; change: (rule: Rule) => void; remove: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const fields = fieldsOf(form);
  const field = fields.get(rule.field);
  const ops = (field?.filters ?? []).flatMap((key) => {
    const entry = filterEntry(key);
    return entry === undefined ? [] : [{ value: key, label: say(entry.label) }];
  });
  return (
    <div className={css.rule}>
      <Select
        value={rule.field} aria-label={t("list.pickField")} showSearch={{ optionFilterProp: "label" }} popupMatchSelectWidth={200} options={filterable(form).map((each) => ({ value: each.key, label: say(each.label) }))}
        onChange={(key: string) => { const next = fields.get(key); if (next !== undefined) change(withField(rule, next, field)); }}
      />
      <Select value={rule.op} aria-label={t("list.pickOp")} options={ops} popupMatchSelectWidth={140} onChange={(op: string) => change({ ...rule, op, value: arity(op) === arity(rule.op) ? rule.value : null })} />
      <div style={{ minWidth: 0 }}>{field !== undefined && <ValueInput key={`${rule.field}.${arity(rule.op)}`} field={field} label={`${say(field.label)} ${t("list.value")}`} arity={arity(rule.op)} value={rule.value} change={(value) => change({ ...rule, value })} />}</div>
      <Button type="text" icon={<DeleteOutlined />} aria-label={t("list.removeRule")} onClick={remove} />
    </div>
  );
}

function GroupBox({ form, root, path, change, depth }: { form: FormBundle; root: Group; path: number[]; change: (group: Group) => void; depth: number }) {
  const { t } = useTranslation();
  const group = path.reduce<Group>((at, index) => { const item = at.items[index]; return item !== undefined && isGroup(item) ? item : at; }, root);
  const set = (next: Group): void => change(place(root, path, next));
  return (
    <div className={`${css.group} ${depth > 0 ? css.inner : ""}`} role="group">
      <div className={css.top}>
        <span className={css.join}>
          <button type="button" aria-pressed={group.join === "and"} onClick={() => set({ ...group, join: "and" })}>{t("list.matchAll")}</button>
          <button type="button" aria-pressed={group.join === "or"} onClick={() => set({ ...group, join: "or" })}>{t("list.matchAny")}</button>
        </span>
        <span className="spread" />
        {depth > 0 && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("list.removeRule")} onClick={() => change(place(root, path, null))} />}
      </div>
      {group.items.map((item, index) =>
        isGroup(item) ? (
          <GroupBox key={index} form={form} root={root} path={[...path, index]} change={change} depth={depth + 1} />
        ) : (
          <RuleRow key={index} form={form} rule={item} change={(rule) => change(place(root, [...path, index], rule))} remove={() => change(place(root, [...path, index], null))} />
        ),
      )}
      <div className={css.actions}>
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => set({ ...group, items: [...group.items, fresh(form)] })}>{t("list.addRule")}</Button>
        {depth < 2 && <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => set({ ...group, items: [...group.items, { join: group.join === "and" ? "or" : "and", items: [fresh(form)] }] })}>{t("list.addGroup")}</Button>}
      </div>
    </div>
  );
}

export function FilterPanel({ form, group, change }: Props) {
  const { t } = useTranslation();
  const shown = group.items.length === 0 ? { ...group, items: [fresh(form)] } : group;
  return (
    <div className={css.panel}>
      <GroupBox form={form} root={shown} path={[]} change={change} depth={0} />
      {group.items.length > 0 && <div><Button size="small" onClick={() => change({ join: "and", items: [] })}>{t("list.clearAll")}</Button></div>}
    </div>
  );
}
