/** phone: a mobile number, in groups as people read it out. */
import { TextInput } from "./inputs/TextInput";
import type { EditProps, Widget } from "./kit";

/** "13812345678" -> "138 1234 5678"; masked ones too. */
export function spaced(number: string): string {
  return /^1[\d*]{10}$/.test(number) ? `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}` : number;
}

/** " +86 138-1234-5678 " -> "13812345678" */
export function cleanPhone(typed: string): string {
  const digits = typed.normalize("NFKC").replace(/[\s\-()]/g, "");
  return digits.replace(/^(\+|00)?86(?=1\d{10}$)/, "");
}

const Edit = (props: EditProps) => <TextInput {...props} type="tel" inputMode="tel" clean={cleanPhone} />;

export const phone: Widget = { width: 132, text: (value) => (typeof value === "string" ? spaced(value) : ""), Edit, read: (typed) => cleanPhone(typed) || null };
