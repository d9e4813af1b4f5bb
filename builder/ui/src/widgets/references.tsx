/** references: several records of another form. */
import { lazy } from "react";
import { Link } from "react-router";
import type { Wire } from "@/api/types";
import { refOf, type ShowProps, type Widget } from "./kit";

const ids = (value: Wire): string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : []);

function Show({ value, field, context, dense }: ShowProps) {
  const titles = ids(value).map((id) => ({ id, title: refOf(context, field.target, id)?.title ?? "…" }));
  if (dense === true) return <span>{titles.map(({ title }) => title).join("、")}</span>;
  return (
    <span style={{ display: "inline-flex", gap: "2px 10px", flexWrap: "wrap" }}>
      {titles.map(({ id, title }) => <Link key={id} to={`/a/${context.app}/f/${field.target ?? ""}/r/${id}`}>{title}</Link>)}
    </span>
  );
}

export const references: Widget = {
  width: 180,
  text: (value, field, context) => ids(value).map((id) => refOf(context, field.target, id)?.title ?? "").join(context.locale === "en" ? ", " : "、"),
  Show,
  Edit: lazy(() => import("./inputs/ReferenceInput")),
};
