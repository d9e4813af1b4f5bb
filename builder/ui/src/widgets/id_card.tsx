/** id_card: 18 places, the last a check digit. */
import { TextInput } from "./inputs/TextInput";
import type { EditProps, Widget } from "./kit";

const clean = (typed: string): string => typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();
/** "310101199001011234" -> "310101 19900101 1234" */
const spaced = (number: string): string => (/^[\dX*]{18}$/.test(number) ? `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}` : number);
const Edit = (props: EditProps) => <TextInput {...props} clean={clean} />;

export const id_card: Widget = { width: 184, text: (value) => (typeof value === "string" ? spaced(value) : ""), Edit, read: (typed) => clean(typed) || null };
