/** What can be done with ticked records: delete in steps that show how far they are, or take them along as Excel. */
import { CloseOutlined, DeleteOutlined, DownloadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentences } from "@/api/problem";
import { batch, exportUrl, type ListQuery } from "@/api/records";
import type { FormBundle, RecordItem } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { usePhone } from "@/parts/useMedia";
import css from "./List.module.css";
import type { Selection } from "./selection";

const STEP = 100;

interface Outcome {
  done: number;
  failed: string[];
}

/** Deletes in batches; what is refused is said, the rest goes on. */
async function deleteAll(app: string, form: string, items: RecordItem[], say: (error: unknown) => string, progress: (done: number) => void): Promise<Outcome> {
  const outcome: Outcome = { done: 0, failed: [] };
  for (let start = 0; start < items.length; start += STEP) {
    const part = items.slice(start, start + STEP);
    const { results } = await batch(app, form, part.map((item) => ({ op: "delete", id: item.id, version: item.version })), true);
    for (const result of results) {
      if (result.ok) outcome.done += 1;
      else outcome.failed.push(say(result.problems ?? []));
    }
    progress(start + part.length);
  }
  return outcome;
}

export function SelectionBar({ app, form, selection, query }: { app: string; form: FormBundle; selection: Selection; query: ListQuery }) {
  const { t } = useTranslation();
  const say = useSay();
  const locale = useLocale();
  const phone = usePhone();
  const client = useQueryClient();
  const { message, modal, notification } = App.useApp();
  const [progress, setProgress] = useState<number | null>(null);
  const count = selection.count;

  async function run(): Promise<void> {
    setProgress(0);
    try {
      const words = (problems: unknown): string => (Array.isArray(problems) ? problems.map((problem: { message: { "zh-CN": string; en: string } }) => say(problem.message)).join(" ") : "");
      const outcome = await deleteAll(app, form.key, selection.items, words, setProgress);
      selection.clear();
      if (outcome.failed.length === 0) void message.success(t("list.deleted", { count: outcome.done }));
      else notification.warning({ title: t("list.partly", { done: outcome.done, failed: outcome.failed.length }), description: [...new Set(outcome.failed)].slice(0, 5).join("\n"), duration: 0, style: { whiteSpace: "pre-line" } });
    } catch (error) {
      void message.error(sentences(error, locale).join(" "));
    } finally {
      setProgress(null);
      void client.invalidateQueries({ queryKey: ["records", app, form.key] });
    }
  }
  const ask = (): void => void modal.confirm({ title: t("list.deleteTitle", { count, label: say(form.label) }), content: t("list.deleteHint"), okText: t("action.delete"), okButtonProps: { danger: true }, onOk: run });
  const picked: ListQuery = { ...query, where: `id in (${selection.items.map((item) => JSON.stringify(item.id)).join(", ")},)` };
  return (
    <div className={css.picked} role="region" aria-live="polite">
      <strong className="num">{t("list.selected", { count })}</strong>
      {progress !== null && <span className="num quiet">{t("list.progress", { done: progress, total: count })}</span>}
      <span className="spread" />
      {form.can.export && count <= 200 && <Button icon={<DownloadOutlined />} href={exportUrl(app, form.key, picked)} download>{phone ? "" : t("action.export")}</Button>}
      {form.can.delete && <Button danger icon={<DeleteOutlined />} loading={progress !== null} onClick={ask}>{phone ? "" : t("action.delete")}</Button>}
      <Button type="text" icon={<CloseOutlined />} aria-label={t("list.unselect")} onClick={selection.clear} />
    </div>
  );
}
