/** From a file to records: upload, map, check without writing, import, and take it back if it was wrong. */
import { DownloadOutlined, LeftOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Steps } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { newKey } from "@/api/client";
import { ApiError, sentences } from "@/api/problem";
import { previewImport, runImport, undoImport } from "@/api/records";
import type { ImportPreview, ImportReport, ImportSheet } from "@/api/types";
import { guessed, type Mapping } from "@/model/importing";
import { Page } from "@/parts/Page";
import { useLocale, useSay } from "@/parts/say";
import { Failure } from "@/parts/states";
import { usePhone } from "@/parts/useMedia";
import { usePlace } from "../app";
import { listPath } from "../paths";
import css from "./Import.module.css";
import { MapStep } from "./MapStep";
import { Report } from "./Report";
import { UploadStep } from "./UploadStep";

type Step = "upload" | "map" | "check" | "run";
const STEPS: Step[] = ["upload", "map", "check", "run"];
const FORBIDDEN = new ApiError({ type: "about:blank", title: "", status: 403, detail: "", code: "http.403" });

function Done({ report, undone, undo, again, list, label }: { report: ImportReport; undone: boolean; undo: () => void; again: () => void; list: string; label: string }) {
  const { t } = useTranslation();
  return (
    <section className={css.card}>
      <Alert type={undone ? "info" : "success"} showIcon title={undone ? t("importing.undone") : t("importing.done")} />
      {!undone && <Report report={report} />}
      <div className={css.foot}>
        {!undone && report.error_file != null && <Button icon={<DownloadOutlined />} href={report.error_file} download>{t("importing.errorFile")}</Button>}
        {!undone && report.created + report.updated + report.attached > 0 && <Button danger onClick={undo}>{t("importing.undo")}</Button>}
        <Button onClick={again}>{t("importing.again")}</Button>
        <Link to={list}><Button type="primary" tabIndex={-1}>{t("importing.toList", { label })}</Button></Link>
      </div>
    </section>
  );
}

export function ImportPage() {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const phone = usePhone();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { modal, message, notification } = App.useApp();
  const { app, form } = usePlace();
  const [step, setStep] = useState<Step>("upload");
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [sheet, setSheet] = useState<ImportSheet | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [undone, setUndone] = useState(false);
  const key = useRef(newKey());
  const fail = (error: unknown): void => void message.error(sentences(error, locale).join(" "));
  const choose = (found: ImportSheet): void => { setSheet(found); setMapping(guessed(found.columns, form)); };
  const upload = useMutation({ mutationFn: (file: File) => previewImport(app, form.key, file), onSuccess: (found) => { const [first] = found.sheets; setPreview(found); if (first !== undefined) choose(first); setStep("map"); } });
  const order = { upload: preview?.upload ?? "", sheet: sheet?.name ?? null, mapping };
  const check = useMutation({ mutationFn: () => runImport(app, form.key, order, true), onSuccess: () => { key.current = newKey(); setStep("check"); }, onError: fail });
  const run = useMutation({ mutationFn: () => runImport(app, form.key, order, false, key.current), onSuccess: () => { setStep("run"); void client.invalidateQueries({ queryKey: ["records", app, form.key] }); }, onError: fail });
  const undo = useMutation({ mutationFn: (id: string) => undoImport(app, form.key, id), onSuccess: ({ kept }) => { setUndone(true); if (kept.length > 0) notification.warning({ title: t("importing.kept", { count: kept.length }), description: [...new Set(kept.map((problem) => say(problem.message)))].slice(0, 5).join("\n"), style: { whiteSpace: "pre-line" }, duration: 0 }); void client.invalidateQueries({ queryKey: ["records", app, form.key] }); }, onError: fail });
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: "start" });
  }, [step]);
  const label = say(form.label);
  const list = listPath(app, form.key);
  if (!form.can.import) return <Failure error={FORBIDDEN} />;
  const ready = check.data === undefined ? 0 : check.data.total - check.data.failed - check.data.skipped;
  const askUndo = (report: ImportReport): void => void modal.confirm({ title: t("importing.undoTitle"), content: t("importing.undoHint", { count: report.created }), okText: t("action.undo"), okButtonProps: { danger: true }, onOk: () => undo.mutateAsync(report.import ?? "") });
  const again = (): void => { setStep("upload"); setPreview(null); setSheet(null); setUndone(false); upload.reset(); };
  return (
    <Page title={t("importing.title", { label })} crumbs={phone ? [] : [{ label, to: list }]} lead={phone ? <Button type="text" icon={<LeftOutlined />} aria-label={t("action.back")} onClick={() => void navigate(list)} /> : undefined}>
      <div className={css.page} ref={top}>
        <Steps size="small" current={STEPS.indexOf(step)} responsive={false} titlePlacement={phone ? "vertical" : "horizontal"} items={STEPS.map((each) => ({ title: t(`importing.step.${each}`) }))} />
        {step === "upload" && <UploadStep busy={upload.isPending} trouble={upload.error === null ? [] : sentences(upload.error, locale)} take={(file) => upload.mutate(file)} />}
        {step === "map" && preview !== null && sheet !== null && <MapStep form={form} sheets={preview.sheets} sheet={sheet} choose={choose} mapping={mapping} change={setMapping} busy={check.isPending} back={again} next={() => check.mutate()} />}
        {step === "check" && check.data !== undefined && (
          <section className={css.card}>
            <Alert type={check.data.failed > 0 ? "warning" : "success"} showIcon title={t("importing.ready", { count: ready })} description={check.data.failed > 0 ? t("importing.willFail", { count: check.data.failed }) : undefined} />
            <Report report={check.data} />
            <div className={css.foot}>
              <Button onClick={() => setStep("map")} disabled={run.isPending}>{t("action.previous")}</Button>
              {check.data.error_file != null && <Button icon={<DownloadOutlined />} href={check.data.error_file} download>{t("importing.errorFile")}</Button>}
              <Button type="primary" loading={run.isPending} disabled={ready === 0} onClick={() => run.mutate()}>{run.isPending ? t("importing.running") : t("importing.run", { count: ready })}</Button>
            </div>
          </section>
        )}
        {step === "run" && run.data !== undefined && <Done report={run.data} undone={undone} undo={() => askUndo(run.data)} again={again} list={list} label={label} />}
      </div>
    </Page>
  );
}
