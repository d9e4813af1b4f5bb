/** Opens the conditions: a panel on a desktop, a sheet on a phone. What is typed settles, then goes to the address. */
import { FilterOutlined } from "@ant-design/icons";
import { Button, Drawer, Popover } from "antd";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormBundle, Refs } from "@/api/types";
import { countRules, encode, type Group } from "@/model/filter/tree";
import { Bones } from "@/parts/states";
import { useDebounced } from "@/parts/useDebounced";
import { usePhone } from "@/parts/useMedia";
import { EditContext, type ShowContext } from "@/widgets/kit";

const FilterPanel = lazy(async () => ({ default: (await import("./FilterPanel")).FilterPanel }));

interface Props {
  form: FormBundle;
  filter: Group;
  change: (filter: Group) => void;
  context: ShowContext;
}

export function FilterButton({ form, filter, change, context }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(filter);
  const [learned, setLearned] = useState<Refs>({});
  const settled = useDebounced(draft, 350);
  const outside = encode(filter);
  // What was written from here and comes back by the address is old news to whoever has typed on since.
  const written = useRef(outside);
  useEffect(() => {
    if (written.current === outside) return;
    written.current = outside;
    setDraft(filter);
  }, [outside, filter]);
  function write(group: Group): void {
    if (encode(group) === written.current) return;
    written.current = encode(group);
    change(group);
  }
  useEffect(() => {
    if (open) write(settled);
    // Only a settled draft is written; a change from outside is taken over above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  /** Whoever closes it has finished, also before typing has settled. */
  function show(next: boolean): void {
    setOpen(next);
    if (!next) write(draft);
  }
  const inputs = useMemo<EditContext>(
    () => ({
      ...context, form: form.key, mayCreate: () => false, refs: { ...context.refs, ...learned },
      learn: (target, row) => setLearned((known) => ({ ...known, [target]: { ...known[target], [row.id]: row } })),
    }),
    [context, form.key, learned],
  );
  const count = countRules(filter);
  const panel = (
    <EditContext.Provider value={inputs}>
      <Suspense fallback={<Bones lines={2} />}><FilterPanel form={form} group={draft} change={setDraft} /></Suspense>
    </EditContext.Provider>
  );
  const button = <Button icon={<FilterOutlined />} type={count > 0 ? "primary" : "default"} ghost={count > 0} onClick={phone ? () => setOpen(true) : undefined} aria-expanded={open} aria-label={phone ? t("list.filter") : undefined}>{phone ? (count > 0 ? count : "") : t("list.filter")}{!phone && count > 0 ? ` · ${count}` : ""}</Button>;
  if (phone) {
    return (
      <>
        {button}
        <Drawer open={open} onClose={() => show(false)} placement="bottom" size="80%" title={t("list.filter")} footer={<Button type="primary" block onClick={() => show(false)}>{t("action.done")}</Button>}>{panel}</Drawer>
      </>
    );
  }
  return <Popover open={open} onOpenChange={show} trigger="click" placement="bottomLeft" arrow={false} content={panel}>{button}</Popover>;
}
