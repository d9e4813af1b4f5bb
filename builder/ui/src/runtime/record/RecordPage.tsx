/** One record on a page of its own. */
import { LeftOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { keyFields } from "@/model/bundle";
import { Page } from "@/parts/Page";
import { useSay } from "@/parts/say";
import { Bones, Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { Show } from "@/widgets/show";
import { usePlace } from "../app";
import { listPath } from "../paths";
import { Actions } from "./Actions";
import { NarrowBody, WideBody } from "./Body";
import { Facts } from "./Details";
import css from "./Record.module.css";
import { standing, useRecord } from "./useRecord";

export function RecordPage() {
  const { t } = useTranslation();
  const say = useSay();
  const phone = usePhone();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const { app, bundle, form } = usePlace();
  const { result, context } = useRecord(app, form, id);
  const { data: view, error } = result;
  const list = listPath(app, form.key);
  if (error !== null) return <Failure error={error} retry={() => void result.refetch()} />;
  if (view === undefined) return <Bones lines={10} />;
  const { title, status } = standing(form, view, context);
  const body = { app, bundle, form, view, context };
  return (
    <Page
      title={title || t("record.untitled")} crumbs={phone ? [] : [{ label: say(form.label), to: list }]} beside={status === null ? undefined : <Show value={status.value} field={status.field} context={context} />}
      lead={phone ? <Button type="text" icon={<LeftOutlined />} aria-label={t("action.back")} onClick={() => void navigate(list)} /> : undefined}
      actions={<Actions app={app} form={form} view={view} title={title} gone={() => void navigate(list)} />}
    >
      <div style={{ background: "var(--surface)", minHeight: "100%", display: "flex", flexDirection: "column" }}>
        <Facts form={form} item={view.item} context={context} fields={keyFields(form, 5)} />
        {phone ? <div className={css.main}><NarrowBody key={id} {...body} /></div> : <WideBody key={id} {...body} />}
      </div>
    </Page>
  );
}
