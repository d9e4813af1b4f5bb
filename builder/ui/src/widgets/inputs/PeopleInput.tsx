/** A colleague or a department. */
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { departmentsQuery, peopleQuery } from "@/api/bundle";
import type { Department } from "@/api/types";
import { Face } from "@/parts/Face";
import { useDebounced } from "@/parts/useDebounced";
import { type EditProps, refOf, useEditContext } from "../kit";

interface Option {
  value: string;
  label: React.ReactNode;
  title: string;
}

/** 销售一组 -> 销售部 / 销售一组; the root is left out. */
export function departmentPath(id: string, all: Department[]): string {
  const names: string[] = [];
  let at = all.find((each) => each.id === id);
  while (at !== undefined && names.length < 12) {
    names.unshift(at.name);
    const parent = at.parent;
    at = parent === null ? undefined : all.find((each) => each.id === parent);
  }
  return (names.length > 1 ? names.slice(1) : names).join(" / ");
}

function usePeople(search: string, wanted: boolean): Option[] {
  const { data = [] } = useQuery({ ...peopleQuery(search), enabled: wanted });
  return data.map((person) => {
    const department = typeof person.department === "string" ? person.department : person.department?.name;
    return { value: person.id, title: person.name, label: <span className="row"><Face name={person.name} size={20} />{person.name}<span className="quiet clip">{department}</span></span> };
  });
}

function useDepartments(search: string, wanted: boolean): Option[] {
  const { data = [] } = useQuery({ ...departmentsQuery, enabled: wanted });
  return useMemo(() => {
    const all = data.map((each) => ({ value: each.id, title: each.name, label: departmentPath(each.id, data) }));
    return search === "" ? all : all.filter((each) => each.label.includes(search));
  }, [data, search]);
}

export default function PeopleInput({ id, field, label, value, change, disabled, invalid, describedBy, dense, of }: EditProps & { of: "user" | "department" }) {
  const { t } = useTranslation();
  const context = useEditContext();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const search = useDebounced(typed, 200);
  const people = usePeople(search, open && of === "user");
  const departments = useDepartments(search, of === "department");
  const options = of === "user" ? people : departments;
  const known = refOf(context, of, value)?.title ?? options.find((option) => option.value === value)?.title;
  return (
    <Select
      id={id} style={{ width: "100%" }} disabled={disabled ?? false} status={invalid ? "error" : ""} variant={dense ? "borderless" : "outlined"} allowClear={!field.required} aria-label={dense ? label : undefined} aria-invalid={invalid} aria-describedby={describedBy}
      placeholder={dense ? "" : of === "user" ? t("pick.people") : t("pick.departments")} showSearch={{ filterOption: false, onSearch: setTyped }} notFoundContent={t("pick.none")} labelInValue open={open} onOpenChange={setOpen}
      value={typeof value === "string" ? { value, label: known ?? value } : null} options={options}
      onChange={(next: { value: string; label: React.ReactNode } | null) => {
        const picked = options.find((option) => option.value === next?.value);
        if (picked !== undefined) context.learn(of, { id: picked.value, title: picked.title });
        change(next?.value ?? null);
      }}
    />
  );
}
