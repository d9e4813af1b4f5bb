/** Members: who holds which role of the app, by name or with a whole department. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { departmentsQuery, peopleQuery } from "@/api/bundle";
import { sentences } from "@/api/problem";
import { queryClient } from "@/api/queryClient";
import type { Answers, Named } from "@/api/types";
import { useLocale, useSay } from "@/parts/say";
import { Bones, Empty, Failure } from "@/parts/states";
import { useDebounced } from "@/parts/useDebounced";
import { departmentPath } from "@/widgets/inputs/PeopleInput";
import { membersQuery, setMembers } from "../api";
import { useEditor } from "../editor/Editor";
import { AppPage } from "../page/AppPage";
import css from "./settings.module.css";

type Role = Answers["list_members"]["items"][number];

export function Members() {
  return (
    <AppPage tab="members">
      <div className={css.page}><Body /></div>
    </AppPage>
  );
}

function Body() {
  const { t } = useTranslation("building");
  const { app } = useEditor();
  const found = useQuery(membersQuery(app));
  if (found.isError) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Bones lines={6} />;
  if (found.data.items.length === 0) return <Empty title={t("members.none")} hint={t("members.noneHint")} />;
  const may = found.data.may_change;
  return (
    <>
      <p className={css.lead}>{t("members.lead")}{!may && ` ${t("members.fixed")}`}</p>
      <ul className={css.list}>{found.data.items.map((role) => (may ? <Line key={JSON.stringify(role)} role={role} /> : <Told key={role.role} role={role} />))}</ul>
    </>
  );
}

/** To those who may only look. */
function Told({ role }: { role: Role }) {
  const { t } = useTranslation("building");
  const say = useSay();
  const names = [...role.departments, ...role.people].map((each) => each.name).join(" · ");
  return (
    <li className={css.line} data-role={role.role}>
      <div className={css.what}><strong>{say(role.label)}</strong><div className={css.meta}><code>{role.role}</code></div></div>
      <p className={names === "" ? "quiet" : ""}>{names || t("members.nobody")}</p>
    </li>
  );
}

type Picked = { value: string; label: string };
const picked = (named: Named[]): Picked[] => named.map(({ id, name }) => ({ value: id, label: name }));

function Line({ role }: { role: Role }) {
  const { t } = useTranslation("building");
  const say = useSay();
  const locale = useLocale();
  const { app } = useEditor();
  const { message } = App.useApp();
  const [people, setPeople] = useState(picked(role.people));
  const [departments, setDepartments] = useState(picked(role.departments));
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const label = say(role.label);
  const dirty = ids(people) !== ids(picked(role.people)) || ids(departments) !== ids(picked(role.departments));
  const undo = (): void => { setPeople(picked(role.people)); setDepartments(picked(role.departments)); setWrong(null); };
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await setMembers(app, role.role, { people: people.map((each) => each.value), departments: departments.map((each) => each.value) });
      void message.success(t("members.saved", { label }));
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "apps" || (queryKey.includes(app) && queryKey[0] !== "designer") });
    } catch (error) {
      setWrong(sentences(error, locale).join(" "));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={css.line} data-role={role.role}>
      <div className={css.what}><strong>{label}</strong><div className={css.meta}><code>{role.role}</code></div></div>
      <div className={css.value}>
        <People id={`people-${role.role}`} value={people} change={setPeople} />
        <Departments id={`departments-${role.role}`} value={departments} change={setDepartments} />
        {wrong !== null && <p role="alert" className={css.wrong}>{wrong}</p>}
        {dirty && (
          <div className={css.input}>
            <Button type="primary" loading={busy} aria-label={t("members.saveOf", { label })} onClick={() => void save()}>{t("members.save")}</Button>
            <Button onClick={undo}>{t("members.cancel")}</Button>
          </div>
        )}
      </div>
    </li>
  );
}

const ids = (chosen: Picked[]): string => chosen.map((each) => each.value).toSorted().join();

interface PickProps {
  id: string;
  value: Picked[];
  change: (value: Picked[]) => void;
}

function People({ id, value, change }: PickProps) {
  const { t } = useTranslation("building");
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const { data = [] } = useQuery({ ...peopleQuery(useDebounced(typed, 200)), enabled: open });
  const options = data.map((person) => ({ value: person.id, label: person.name, department: person.department?.name ?? "" }));
  return (
    <label className={css.pick} htmlFor={id}>
      <span>{t("members.people")}</span>
      <Select
        id={id} mode="multiple" labelInValue value={value} options={options} open={open} onOpenChange={setOpen} placeholder={t("members.findPeople")} showSearch={{ filterOption: false, onSearch: setTyped }}
        optionRender={({ data: person }) => <span className="row">{person.label}<span className="quiet">{person.department}</span></span>}
        onChange={(next: Picked[]) => change(next.map(({ value: key, label }) => ({ value: key, label })))}
      />
    </label>
  );
}

function Departments({ id, value, change }: PickProps) {
  const { t } = useTranslation("building");
  const { data = [] } = useQuery(departmentsQuery);
  const options = data.map((each) => ({ value: each.id, label: departmentPath(each.id, data) }));
  return (
    <label className={css.pick} htmlFor={id}>
      <span>{t("members.departments")}</span>
      <Select
        id={id} mode="multiple" labelInValue value={value} options={options} placeholder={t("members.pickDepartments")} showSearch={{ optionFilterProp: "label" }}
        onChange={(next: Picked[]) => change(next.map(({ value: key, label }) => ({ value: key, label })))}
      />
    </label>
  );
}
