/** A record from all sides: its sections, what refers to it, its flow, what was said and changed, its files. */
import { PaperClipOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { caseQuery } from "@/api/inbox";
import { fileUrl } from "@/api/records";
import type { Bundle, FileRef, FormBundle, RecordItem, RecordView } from "@/api/types";
import { fileSize } from "@/model/dates";
import { type Tab, Tabs } from "@/parts/Tabs";
import { useSay } from "@/parts/say";
import { Bones, Failure } from "@/parts/states";
import type { ShowContext } from "@/widgets/kit";
import { CasePanel } from "../flow/CasePanel";
import { Comments, History } from "./Activity";
import { Details } from "./Details";
import css from "./Record.module.css";
import { Related, RelatedCount, relatedQuery } from "./Related";

interface Props {
  app: string;
  bundle: Bundle;
  form: FormBundle;
  view: RecordView;
  context: ShowContext;
}

function CaseOf({ app, bundle, id }: { app: string; bundle: Bundle; id: string }) {
  const { data, error, refetch } = useQuery(caseQuery(app, id));
  if (error !== null) return <Failure compact error={error} retry={() => void refetch()} />;
  return <div style={{ padding: "14px 0" }}>{data === undefined ? <Bones lines={4} /> : <CasePanel bundle={bundle} kase={data} />}</div>;
}

function filesOf(form: FormBundle, item: RecordItem): FileRef[] {
  return form.fields.filter((field) => field.widget === "attachment").flatMap((field) => (Array.isArray(item[field.key]) ? (item[field.key] as FileRef[]) : []));
}

function Files({ files }: { files: FileRef[] }) {
  return (
    <ul className={css.files}>
      {files.map((file) => <li key={file.id} className="row"><PaperClipOutlined className="quiet" /><a href={fileUrl(file.id)} target="_blank" rel="noreferrer" className="clip">{file.name}</a><span className="quiet">{fileSize(file.size)}</span></li>)}
    </ul>
  );
}

function useTabs({ app, bundle, form, view, context }: Props): { main: Tab[]; side: Tab[] } {
  const { t } = useTranslation();
  const say = useSay();
  const id = view.item.id;
  const files = filesOf(form, view.item);
  const main: Tab[] = [
    { key: "details", label: t("record.details"), children: <Details form={form} item={view.item} context={context} /> },
    ...form.related.map((list) => ({
      key: `related.${list.form}.${list.field}`,
      label: <>{say(list.label)}<RelatedCount app={app} form={list.form} query={relatedQuery(bundle.forms[list.form], list.field, id)} /></>,
      children: <Related app={app} form={list.form} field={list.field} id={id} context={context} />,
    })),
    ...(files.length > 0 ? [{ key: "files", label: <>{t("record.files")}<span className={css.count}>{files.length}</span></>, children: <Files files={files} /> }] : []),
  ];
  const side: Tab[] = [
    ...(view.case == null ? [] : [{ key: "flow", label: t("record.flow"), children: <CaseOf app={app} bundle={bundle} id={view.case.id} /> }]),
    { key: "comments", label: t("record.comments"), children: <Comments app={app} form={form.key} id={id} /> },
    { key: "history", label: t("record.history"), children: <History app={app} form={form.key} id={id} /> },
  ];
  return { main, side };
}

/** One strip of tabs: drawers and phones. */
export function NarrowBody(props: Props) {
  const { main, side } = useTabs(props);
  const [tab, setTab] = useState("details");
  return <Tabs items={[...main, ...side]} active={tab} change={setTab} />;
}

/** Sections and lists at the left, flow and talk at the right. */
export function WideBody(props: Props) {
  const { main, side } = useTabs(props);
  const [tab, setTab] = useState("details");
  const [talk, setTalk] = useState<string | undefined>(undefined);
  return (
    <div className={css.page}>
      <div className={css.main}>{main.length === 1 ? main[0]?.children : <Tabs items={main} active={tab} change={setTab} />}</div>
      <aside className={css.rail}><Tabs items={side} active={talk ?? side[0]?.key ?? ""} change={setTalk} /></aside>
    </div>
  );
}
