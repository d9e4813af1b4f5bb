/** A new app: blank, of a template, or from a file. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { appsQuery } from "@/api/bundle";
import type { Bodies } from "@/api/types";
import { Tabs } from "@/parts/Tabs";
import { install } from "../api";
import { loadTexts } from "../texts";
import { Blank, FIRST } from "./Blank";
import { FromFile } from "./FromFile";
import { FromTemplate } from "./FromTemplate";

loadTexts();

/** Makes the app and goes to its address; what the server refuses is the caller's to tell. */
export function useInstall(): (body: Bodies["install_app"], to: (key: string) => string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (body, to) => {
    const { key } = await install(body);
    await client.invalidateQueries({ queryKey: appsQuery.queryKey });
    void navigate(to(key));
  };
}

export function useAppKeys(): string[] {
  return (useQuery(appsQuery).data ?? []).map((app) => app.key);
}

const WAYS = ["blank", "template", "file"] as const;

export function NewApp({ close }: { close: () => void }) {
  const { t } = useTranslation("building");
  const [way, setWay] = useState<string>("blank");
  const body = { blank: <Blank />, template: <FromTemplate />, file: <FromFile /> };
  return (
    <Modal open title={t("new.title")} footer={null} onCancel={close} width={560} afterOpenChange={(shown) => { if (shown) document.getElementById(FIRST)?.focus(); }}>
      <Tabs label={t("new.ways")} active={way} change={setWay} items={WAYS.map((key) => ({ key, label: t(`new.way.${key}`), children: body[key] }))} />
    </Modal>
  );
}
