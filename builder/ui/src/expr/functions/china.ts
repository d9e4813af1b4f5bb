/** Amounts in words, identity numbers and check digits. */
import { Exact } from "../values";
import { strict, type Fn } from "./base";
import { make } from "./calendar";
import { rounded } from "./numbers";

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = "10X98765432";
const USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const digit = (value: number): string => DIGITS.charAt(value);

/** 1050 -> "壹仟零伍拾" */
function group(value: number): string {
  let [out, skipped] = ["", false];
  for (let place = 3; place >= 0; place -= 1) {
    const figure = Math.floor(value / 10 ** place) % 10;
    if (figure === 0) skipped = out !== "";
    else {
      out += (skipped ? "零" : "") + digit(figure) + (PLACES[place] ?? "");
      skipped = false;
    }
  }
  return out;
}

/** 10010 -> "壹万零壹拾" */
function wholePart(value: bigint): string {
  const groups = [0, 1, 2, 3].map((i) => Number((value / 10_000n ** BigInt(i)) % 10_000n)) as [number, number, number, number];
  let out = "";
  for (let index = 3; index >= 0; index -= 1) {
    const part = groups[index] ?? 0;
    if (part === 0) continue;
    if (out !== "" && (part < 1000 || (groups[index + 1] ?? 0) % 10 === 0)) out += "零";
    out += group(part) + (["", "万", "亿", "万"][index] ?? "");
    if (index === 3 && groups[2] === 0) out += "亿";
  }
  return out;
}

/** 1234.50 -> "壹仟贰佰叁拾肆元伍角整" */
function amountInWords(value: Exact): string | null {
  const cents = BigInt(rounded(value.abs(), 2).mul(100).toFixed());
  if (cents >= 10n ** 18n) return null;
  if (cents === 0n) return "零元整";
  const whole = cents / 100n;
  const [jiao, fen] = [Number((cents / 10n) % 10n), Number(cents % 10n)];
  let out = whole > 0n ? `${wholePart(whole)}元` : "";
  if (jiao > 0) out += `${digit(jiao)}角`;
  else if (fen > 0 && whole > 0n) out += "零";
  out += fen > 0 ? `${digit(fen)}分` : "整";
  return value.isNegative() ? `负${out}` : out;
}

function weighed(letters: string, weights: readonly number[], worth: (letter: string) => number): number {
  return weights.reduce((sum, weight, i) => sum + weight * worth(letters.charAt(i)), 0);
}

function idBirth(text: string): string | null {
  if (!/^[1-9][0-9]{16}[0-9Xx]$/.test(text)) return null;
  if (ID_CHECKS.charAt(weighed(text, ID_WEIGHTS, Number) % 11) !== text.charAt(17).toUpperCase()) return null;
  return make(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14)));
}

function usccValid(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text)) return false;
  const total = weighed(text, USCC_WEIGHTS, (letter) => USCC_LETTERS.indexOf(letter));
  return USCC_LETTERS.charAt((31 - (total % 31)) % 31) === text.charAt(17);
}

function bankCardValid(text: string): boolean {
  if (!/^[0-9]{12,19}$/.test(text)) return false;
  const doubled = Array.from(text).reverse().map((figure, i) => Number(figure) * (i % 2 === 1 ? 2 : 1));
  return doubled.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

export const CHINA: Readonly<Record<string, Fn>> = {
  AMOUNT_IN_WORDS: strict(amountInWords),
  ID_BIRTH: strict(idBirth),
  ID_SEX: strict((text: string) => (idBirth(text) === null ? null : Number(text.charAt(16)) % 2 === 1 ? "male" : "female")),
  USCC_VALID: strict(usccValid),
  BANK_CARD_VALID: strict(bankCardValid),
};
