/** A case: where it stands, what happened, and the flow it goes through. */
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Bundle, Case } from "@/api/types";
import { STATE_TONES } from "@/model/flow";
import { Pill } from "@/parts/Pill";
import { useSay } from "@/parts/say";
import css from "./Flow.module.css";
import { FlowTree } from "./FlowTree";
import { Timeline } from "./Timeline";

export function CasePanel({ bundle, kase }: { bundle: Bundle; kase: Case }) {
  const { t } = useTranslation();
  const say = useSay();
  const [shown, setShown] = useState<"timeline" | "plan">("timeline");
  const flow = bundle.flows[kase.flow];
  return (
    <section>
      <div className="row" style={{ marginBottom: 14 }}>
        <strong className="clip spread">{flow === undefined ? kase.flow : say(flow.label)}</strong>
        <Pill tone={STATE_TONES[kase.status]}>{t(`inbox.status.${kase.status}`)}</Pill>
      </div>
      {kase.incident != null && <div className={css.incident} role="alert"><strong>{t("inbox.incident")}</strong><div>{say(kase.incident.message)}</div></div>}
      <Segmented block value={shown} onChange={setShown} options={[{ value: "timeline", label: t("inbox.timeline") }, { value: "plan", label: t("inbox.plan") }]} style={{ marginBottom: 16 }} />
      {shown === "timeline" || flow === undefined ? <Timeline kase={kase} /> : <FlowTree flow={flow} kase={kase} />}
    </section>
  );
}
