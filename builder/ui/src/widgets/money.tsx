/** money: an exact amount; the heading of a column names the currency once. */
import type { FieldBundle, Locale } from "@/api/types";
import { NumberInput } from "./inputs/NumberInput";
import { type EditProps, useEditContext, type Widget } from "./kit";
import { digitsOf, numeric, plain } from "./numbers";

const SIGNS: Record<string, [zh: string, en: string]> = { CNY: ["￥", "¥"], USD: ["$", "$"], HKD: ["HK$", "HK$"], EUR: ["€", "€"], GBP: ["£", "£"], JPY: ["JP¥", "JP¥"] };

/** "CNY" -> "￥"; a currency without a sign of its own -> "CHF " */
export function signOf(field: FieldBundle, locale: Locale): string {
  const currency = field.options.currency ?? "CNY";
  const known = SIGNS[currency];
  return known === undefined ? `${currency} ` : known[locale === "en" ? 1 : 0];
}

/** ("-1,234.50", "￥") -> "-￥1,234.50" */
export function signed(number: string, sign: string): string {
  return number.startsWith("-") ? `-${sign}${number.slice(1)}` : sign + number;
}

function Edit(props: EditProps) {
  const { locale } = useEditContext();
  return <NumberInput {...props} prefix={signOf(props.field, locale).trim()} digits={digitsOf(props.field) ?? 2} />;
}

export const money: Widget = {
  ...numeric,
  width: 132,
  text: (value, field, { locale }) => signed(plain(value, digitsOf(field) ?? 2), signOf(field, locale)),
  cell: (value, field) => plain(value, digitsOf(field) ?? 2),
  unit: (field, { locale }) => signOf(field, locale).trim(),
  Edit,
};
