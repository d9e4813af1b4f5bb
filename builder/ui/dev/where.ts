/** Enough of the expression language to answer `where` and to make IR for the stand-in bundle. */
type Ir = { lit: unknown } | { ref: string[] } | { call: string; args: Ir[] };
type Token = { kind: "num" | "str" | "name" | "op" | "end"; text: string };

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*")|([A-Za-z_][\w.]*)|(==|!=|<=|>=|[-+*/<>(),[\]]))/gy;
  let match = pattern.exec(text);
  while (match !== null) {
    const [, number, string, name, op] = match;
    if (number !== undefined) tokens.push({ kind: "num", text: number });
    else if (string !== undefined) tokens.push({ kind: "str", text: JSON.parse(string) as string });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "op", text: op ?? "" });
    match = pattern.exec(text);
  }
  tokens.push({ kind: "end", text: "" });
  return tokens;
}

const LEVEL: Record<string, [number, string]> = {
  or: [1, "or"], and: [2, "and"], "==": [4, "eq"], "!=": [4, "ne"], "<": [4, "lt"], "<=": [4, "le"], ">": [4, "gt"], ">=": [4, "ge"],
  in: [4, "in"], "+": [5, "add"], "-": [5, "sub"], "*": [6, "mul"], "/": [6, "div"],
};

export function parse(text: string): Ir {
  const tokens = scan(text);
  let at = 0;
  const peek = (): Token => tokens[at] ?? { kind: "end", text: "" };
  const next = (): Token => tokens[at++] ?? { kind: "end", text: "" };
  function list(close: string): Ir[] {
    const items: Ir[] = [];
    while (peek().text !== close && peek().kind !== "end") {
      items.push(expression(0));
      if (peek().text === ",") next();
    }
    next();
    return items;
  }
  function prefix(): Ir {
    const token = next();
    if (token.kind === "num") return { lit: { number: token.text } };
    if (token.kind === "str") return { lit: token.text };
    if (token.text === "not") return { call: "not", args: [expression(3)] };
    if (token.text === "-") return { call: "neg", args: [expression(7)] };
    if (token.text === "(") {
      const items = list(")");
      return items.length === 1 && items[0] !== undefined ? items[0] : { call: "list", args: items };
    }
    if (token.text === "[") return { call: "list", args: list("]") };
    if (token.text === "true" || token.text === "false") return { lit: token.text === "true" };
    if (token.text === "null") return { lit: null };
    if (peek().text === "(") {
      next();
      return { call: token.text, args: list(")") };
    }
    return { ref: token.text.split(".") };
  }
  function expression(floor: number): Ir {
    let left = prefix();
    for (;;) {
      const token = peek();
      if (token.text === "not" && tokens[at + 1]?.text === "in") {
        if (4 <= floor) return left;
        at += 2;
        left = { call: "not_in", args: [left, expression(4)] };
        continue;
      }
      const level = token.kind === "str" ? undefined : LEVEL[token.text];
      if (level === undefined || level[0] <= floor) return left;
      next();
      left = { call: level[1], args: [left, expression(level[0])] };
    }
  }
  return expression(0);
}

type Row = Record<string, unknown>;
const num = (value: unknown): number | null => (value === null || value === undefined || value === "" ? null : Number(value));
const same = (a: unknown, b: unknown): boolean => (typeof a === "number" || typeof b === "number" ? num(a) === num(b) : a === b);
const order = (a: unknown, b: unknown): number =>
  typeof a === "number" || typeof b === "number" ? (num(a) ?? NaN) - (num(b) ?? NaN) : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
const day = (date: Date): string => date.toISOString().slice(0, 10);

export function run(ir: Ir, row: Row): unknown {
  if ("lit" in ir) return ir.lit !== null && typeof ir.lit === "object" ? Number((ir.lit as { number: string }).number) : ir.lit;
  if ("ref" in ir) return ir.ref.reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], row);
  const [a, b] = ir.args;
  const va = a === undefined ? null : run(a, row);
  if (ir.call === "and") return va === true && b !== undefined && run(b, row) === true;
  if (ir.call === "or") return va === true || (b !== undefined && run(b, row) === true);
  const vb = b === undefined ? null : run(b, row);
  const blank = va === null || va === undefined || va === "";
  switch (ir.call) {
    case "not": return va !== true;
    case "neg": return -(num(va) ?? NaN);
    case "list": return ir.args.map((arg) => run(arg, row));
    case "eq": return vb === null ? blank : same(va, vb);
    case "ne": return vb === null ? !blank : !blank && !same(va, vb);
    case "lt": return !blank && order(va, vb) < 0;
    case "le": return !blank && order(va, vb) <= 0;
    case "gt": return !blank && order(va, vb) > 0;
    case "ge": return !blank && order(va, vb) >= 0;
    case "in": return (vb as unknown[]).some((item) => same(va, item));
    case "not_in": return !(vb as unknown[]).some((item) => same(va, item));
    case "add": return (num(va) ?? NaN) + (num(vb) ?? NaN);
    case "sub": return (num(va) ?? NaN) - (num(vb) ?? NaN);
    case "mul": return (num(va) ?? NaN) * (num(vb) ?? NaN);
    case "div": return (num(va) ?? NaN) / (num(vb) ?? NaN);
    case "ISBLANK": return blank || (Array.isArray(va) && va.length === 0);
    case "CONTAINS": return Array.isArray(va) ? va.includes(vb) : String(va ?? "").includes(String(vb));
    case "STARTSWITH": return String(va ?? "").startsWith(String(vb));
    case "ENDSWITH": return String(va ?? "").endsWith(String(vb));
    case "TODAY": return day(new Date());
    case "DATEVALUE": return blank ? null : String(va).slice(0, 10);
    case "HASANY": return Array.isArray(va) && ir.args.slice(1).some((arg) => va.includes(run(arg, row)));
    case "DATE": return ir.args.map((arg) => String(run(arg, row)).padStart(2, "0")).join("-");
    case "ADD_DAYS": return day(new Date(Date.parse(String(va)) + Number(vb) * 864e5));
    default: return null;
  }
}

export const matches = (where: string): ((row: Row) => boolean) => {
  const ir = parse(where);
  return (row) => run(ir, row) === true;
};
