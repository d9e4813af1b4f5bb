/** member: a colleague. */
import { lazy } from "react";
import { Face } from "@/parts/Face";
import { type EditProps, refOf, type ShowProps, type Widget } from "./kit";

const PeopleInput = lazy(() => import("./inputs/PeopleInput"));
const Edit = (props: EditProps) => <PeopleInput {...props} of="user" />;

function Show({ value, context }: ShowProps) {
  const name = refOf(context, "user", value)?.title;
  return name == null ? <span className="quiet">…</span> : <span style={{ display: "inline-flex", gap: 6, alignItems: "center", verticalAlign: "middle" }}><Face name={name} size={20} />{name}</span>;
}

export const member: Widget = { width: 116, text: (value, _, context) => refOf(context, "user", value)?.title ?? "", Show, Edit };
