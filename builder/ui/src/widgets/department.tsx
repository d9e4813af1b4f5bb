/** department: a part of the company. */
import { lazy } from "react";
import { type EditProps, refOf, type Widget } from "./kit";

const PeopleInput = lazy(() => import("./inputs/PeopleInput"));
const Edit = (props: EditProps) => <PeopleInput {...props} of="department" />;

export const department: Widget = { width: 120, text: (value, _, context) => refOf(context, "department", value)?.title ?? "", Edit };
