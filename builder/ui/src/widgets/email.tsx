/** email: an address. */
import { TextInput } from "./inputs/TextInput";
import type { EditProps, ShowProps, Widget } from "./kit";

const Edit = (props: EditProps) => <TextInput {...props} type="email" inputMode="email" />;

function Show({ value, dense }: ShowProps) {
  return dense === true ? <span>{String(value)}</span> : <a href={`mailto:${String(value)}`}>{String(value)}</a>;
}

export const email: Widget = { width: 180, text: (value) => (typeof value === "string" ? value : ""), Show, Edit, read: (typed) => typed.trim() || null };
