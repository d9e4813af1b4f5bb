/** Everything an expression can be made of, to look up and to click in. */
import { Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Scope } from "@/model/document/scope";
import { useSay } from "@/parts/say";
import { matches } from "../editor/pinyin";
import { suggest, type Knowledge } from "./suggest";
import css from "./formula.module.css";

export function Helper({ known, scope, insert }: { known: Knowledge; scope: Scope; insert: (text: string) => void }) {
  const { t } = useTranslation("designer");
  const [tab, setTab] = useState<"fields" | "functions">("fields");
  const [typed, setTyped] = useState("");
  return (
    <div className={css.helper}>
      <Segmented size="small" block value={tab} onChange={setTab} options={[{ value: "fields", label: t("formula.fields") }, { value: "functions", label: t("formula.functions") }]} />
      <Input size="small" allowClear placeholder={t("formula.search")} aria-label={t("formula.search")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <div className={css.list}>{tab === "fields" ? <Fields {...{ known, scope, insert, typed }} /> : <Functions {...{ known, insert, typed }} />}</div>
    </div>
  );
}

function Fields({ known, scope, insert, typed }: { known: Knowledge; scope: Scope; insert: (text: string) => void; typed: string }) {
  const options = (suggest(typed, scope, known)?.options ?? []).filter((each) => each.kind === "field" || each.kind === "list");
  return options.map((each) => (
    <button key={each.text} type="button" className={css.entry} onClick={() => insert(each.text)}>
      <span>{each.label}</span>
      <code>{each.text}</code>
    </button>
  ));
}

function Functions({ known, insert, typed }: { known: Knowledge; insert: (text: string) => void; typed: string }) {
  const say = useSay();
  const found = known.functions.filter((each) => matches(each.name, typed) || matches(say(each.help), typed));
  return found.map((each) => (
    <button key={each.name} type="button" className={css.entry} onClick={() => insert(`${each.name}(`)}>
      <code>{each.signature || each.name}</code>
      <span className="quiet">{say(each.help)}</span>
    </button>
  ));
}
