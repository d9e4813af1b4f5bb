/** The systems that ship with the product; one that is here already says so. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { templatesQuery } from "@/api/bundle";
import type { Template } from "@/api/types";
import { NamedIcon } from "@/parts/icons";
import { Pill } from "@/parts/Pill";
import { useSay } from "@/parts/say";
import { Bones, Failure } from "@/parts/states";
import { useAppKeys, useInstall } from "./NewApp";
import { Refusal } from "./Refusal";
import css from "./start.module.css";

export function FromTemplate() {
  const { t } = useTranslation("building");
  const found = useQuery(templatesQuery);
  if (found.isError) return <Failure compact error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Bones lines={3} />;
  return (
    <div className={css.way}>
      <p className="quiet">{t("template.lead")}</p>
      <ul className={css.templates}>{found.data.map((template) => <Line key={template.key} template={template} />)}</ul>
    </div>
  );
}

function Line({ template }: { template: Template }) {
  const { t } = useTranslation("building");
  const say = useSay();
  const here = useAppKeys().includes(template.key);
  const start = useInstall();
  const make = useMutation({ mutationFn: () => start({ template: template.key }, (key) => `/a/${key}`) });
  return (
    <li className={css.template}>
      <span className={css.mark}><NamedIcon name={template.icon} fallback="app" /></span>
      <div className="spread">
        <div className="row"><strong>{say(template.label)}</strong>{here && <Pill tone="green">{t("template.here")}</Pill>}</div>
        <p className="quiet">{say(template.description)}</p>
        {make.isError && <Refusal error={make.error} />}
      </div>
      <Button disabled={here} loading={make.isPending} aria-label={t("template.install", { label: say(template.label) })} onClick={() => make.mutate()}>{t("template.go")}</Button>
    </li>
  );
}
