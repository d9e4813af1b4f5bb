/** reference: one record of another form, by its title. */
import { lazy } from "react";
import { Link } from "react-router";
import { refOf, type ShowProps, type Widget } from "./kit";

function Show({ value, field, context, dense }: ShowProps) {
  const row = refOf(context, field.target, value);
  const title = row?.title ?? "…";
  if (dense === true || field.target == null) return <span>{title}</span>;
  return <Link to={`/a/${context.app}/f/${field.target}/r/${String(value)}`}>{title}</Link>;
}

export const reference: Widget = {
  width: 150,
  text: (value, field, context) => refOf(context, field.target, value)?.title ?? "",
  Show,
  Edit: lazy(() => import("./inputs/ReferenceInput")),
};
