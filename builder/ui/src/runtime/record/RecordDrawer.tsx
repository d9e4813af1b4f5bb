/** A record beside its list: read, step to the next, or open it in full. */
import { CloseOutlined, DownOutlined, ExpandAltOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useBundle } from "@/api/bundle";
import type { FormBundle } from "@/api/types";
import { keyFields } from "@/model/bundle";
import { Bones, Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { Show } from "@/widgets/show";
import { recordPath } from "../paths";
import { Actions } from "./Actions";
import { NarrowBody } from "./Body";
import { Facts } from "./Details";
import css from "./Record.module.css";
import { standing, useRecord } from "./useRecord";

interface Props {
  app: string;
  form: FormBundle;
  id: string;
  close: () => void;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

function Inside({ app, form, id, close, previous, next }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const bundle = useBundle(app);
  const { result, context } = useRecord(app, form, id);
  const { data: view, error } = result;
  const stands = view === undefined ? null : standing(form, view, context);
  return (
    <div className={css.drawer}>
      <div className={css.drawerHead}>
        <h2 className={`${css.drawerTitle} clip`}>{stands === null ? " " : stands.title || t("record.untitled")}</h2>
        {stands?.status != null && <span className={css.standing}><Show value={stands.status.value} field={stands.status.field} context={context} /></span>}
        <span className="spread" />
        {view !== undefined && <Actions app={app} form={form} view={view} title={stands?.title ?? ""} gone={close} />}
        {!phone && <Button type="text" icon={<UpOutlined />} disabled={previous === undefined} onClick={previous} aria-label={t("record.previous")} title={t("record.previous")} />}
        {!phone && <Button type="text" icon={<DownOutlined />} disabled={next === undefined} onClick={next} aria-label={t("record.next")} title={t("record.next")} />}
        {!phone && <Link to={recordPath(app, form.key, id)} aria-label={t("action.open")} title={t("action.open")}><Button type="text" tabIndex={-1} icon={<ExpandAltOutlined />} /></Link>}
        <Button type="text" icon={<CloseOutlined />} onClick={close} aria-label={t("action.close")} title={t("action.close")} />
      </div>
      {error !== null && <Failure compact error={error} retry={() => void result.refetch()} />}
      {view === undefined && error === null && <Bones lines={8} />}
      {view !== undefined && <Facts form={form} item={view.item} context={context} fields={keyFields(form)} />}
      {view !== undefined && <div className={css.scroll}><NarrowBody key={id} app={app} bundle={bundle} form={form} view={view} context={context} /></div>}
    </div>
  );
}

export function RecordDrawer(props: Props) {
  const phone = usePhone();
  return (
    <Drawer open onClose={props.close} closable={false} mask={phone} size={phone ? "100%" : "min(720px, 62vw)"} styles={{ body: { padding: 0 }, section: { borderLeft: "1px solid var(--line)" } }} aria-label={props.id}>
      <Inside {...props} />
    </Drawer>
  );
}
