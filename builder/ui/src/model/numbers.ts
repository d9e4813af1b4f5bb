/** Exact numbers as text: grouping, rounding and shifting without ever making a float. */

const EXACT = /^-?\d+(\.\d+)?$/;

export function isExact(text: string): boolean {
  return EXACT.test(text);
}

/** ("2.345", 2) -> "2.35"; half away from zero, padded: ("2", 2) -> "2.00" */
export function fixed(text: string, digits: number): string {
  if (!isExact(text)) return text;
  const negative = text.startsWith("-");
  const [whole = "0", tail = ""] = text.replace("-", "").split(".");
  let scaled = BigInt(whole + tail.slice(0, digits).padEnd(digits, "0"));
  if (tail.charAt(digits) >= "5") scaled += 1n;
  const body = scaled.toString().padStart(digits + 1, "0");
  const cut = body.length - digits;
  const shown = digits === 0 ? body : `${body.slice(0, cut)}.${body.slice(cut)}`;
  return negative && scaled !== 0n ? `-${shown}` : shown;
}

/** ("0.015", 2) -> "1.5"; ("123", -2) -> "1.23" */
export function shift(text: string, places: number): string {
  if (!isExact(text)) return text;
  const negative = text.startsWith("-");
  const [whole = "0", tail = ""] = text.replace("-", "").split(".");
  const pad = Math.abs(places) + 1;
  const digits = "0".repeat(pad) + whole + tail + "0".repeat(pad);
  const point = pad + whole.length + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  const right = digits.slice(point).replace(/0+$/, "");
  const shown = right === "" ? left : `${left}.${right}`;
  return negative && /[1-9]/.test(shown) ? `-${shown}` : shown;
}

/** "1234567.5" -> "1,234,567.5" */
export function grouped(text: string): string {
  if (!isExact(text)) return text;
  const [whole = "", tail] = text.split(".");
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return tail === undefined ? shown : `${shown}.${tail}`;
}

/** " ￥1，234.5 " -> "1234.5"; "３０万" -> "300000"; what is not one number -> null */
export function readNumber(raw: string): string | null {
  const plain = raw
    .normalize("NFKC")
    .replace(/[￥¥$\s,_]|元$/g, "")
    .replace(/^\+/, "");
  const match = /^(-?)(\d*)(?:\.(\d*))?(千|万|亿|k|w)?$/i.exec(plain);
  if (match === null || !/\d/.test(plain)) return null;
  const [, sign = "", whole = "", tail = "", unit = ""] = match;
  const places = { "": 0, 千: 3, k: 3, 万: 4, w: 4, 亿: 8 }[unit.toLowerCase()] ?? 0;
  const body = `${whole === "" ? "0" : whole.replace(/^0+(?=\d)/, "")}${tail === "" ? "" : `.${tail}`}`;
  const value = shift(body, places);
  return sign === "-" && /[1-9]/.test(value) ? `-${value}` : places === 0 ? body : value;
}

/** Numbers as JSON sends them (integers) or as text (exact) -> text */
export function asText(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && isExact(value) ? value : null;
}

/** "12345678" -> {"zh-CN": "1,234.57万", en: "12.35M"} for number cards */
export function compact(text: string, locale: "zh-CN" | "en"): string {
  const steps: [number, string][] =
    locale === "en" ? [[9, "B"], [6, "M"], [3, "K"]] : [[8, "亿"], [4, "万"]];
  const whole = text.replace("-", "").split(".")[0] ?? "";
  for (const [places, unit] of steps) {
    if (whole.length > places + (places === 3 ? 1 : 0)) return `${grouped(fixed(shift(text, -places), 2))}${unit}`;
  }
  return grouped(text);
}
