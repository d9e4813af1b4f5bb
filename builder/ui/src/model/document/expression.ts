/**
 * Names in an expression's text: where they stand and which field they mean.
 *
 * This is no parser: the server alone compiles. It finds names well enough to rename them and to tell where a field is
 * used, in half-written text too; what it cannot place it leaves alone.
 */
import type { Member, Names, Scope } from "./scope";

/** One name of the text, with the field or relation it means. */
export interface Mention {
  start: number;
  end: number;
  /** The form (and subform) whose field it is. */
  form: string;
  parent?: string;
  field: string;
  spelt: Member["spelt"];
}

interface Token {
  kind: "path" | "call" | "open" | "close" | "comma" | "other";
  /** Of a path: its names with their places. */
  parts: { name: string; start: number; end: number }[];
}

const TOKEN = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\d[\w.]*|[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*|[(),]/gu;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** `"SUM(lines.amount) > 3"` → call, open, path lines.amount, close. Strings and numbers are passed over. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const word = match[0];
    const first = word[0] ?? "";
    if (first === '"' || first === "'" || (first >= "0" && first <= "9")) continue;
    if (word === "(") found.push({ kind: "open", parts: [] });
    else if (word === ")") found.push({ kind: "close", parts: [] });
    else if (word === ",") found.push({ kind: "comma", parts: [] });
    else {
      const after = text.slice(match.index + word.length).trimStart();
      const parts = Array.from(word.matchAll(NAME), (m) => ({ name: m[0], start: match.index + m.index, end: match.index + m.index + m[0].length }));
      found.push({ kind: after.startsWith("(") && parts.length === 1 ? "call" : "path", parts });
    }
  }
  return found;
}

/** An open parenthesis: the rows its call runs over, once the first argument has named some. */
interface Frame {
  call: boolean;
  argument: number;
  rows: Scope | null;
}

/**
 * All names of `text` that mean a field, read in `scope`.
 *
 * `COUNT(lines, amount > 3)` with `lines` a subform: `amount` is a field of its rows.
 */
export function mentions(text: string, scope: Scope, names: Names): Mention[] {
  const found: Mention[] = [];
  const frames: Frame[] = [];
  let call = false;
  for (const token of tokens(text)) {
    const top = frames.at(-1);
    if (token.kind === "open") frames.push({ call, argument: 0, rows: null });
    else if (token.kind === "close") frames.pop();
    else if (token.kind === "comma" && top) top.argument += 1;
    else if (token.kind === "path") {
      const rows = walk(token, scopeOf(frames, scope, token, names), names, found);
      if (top?.call && top.argument === 0 && rows) top.rows = rows;
    }
    call = token.kind === "call";
  }
  return found;
}

/** The scope a path is read in: the rows of the innermost call whose rows know its first name, else the outer one. */
function scopeOf(frames: Frame[], scope: Scope, token: Token, names: Names): Scope {
  const first = token.parts[0]?.name ?? "";
  for (const frame of frames.toReversed()) {
    if (frame.rows && frame.argument > 0 && names.member(frame.rows, first)) return frame.rows;
  }
  return scope;
}

/** Follows a path from `scope`, noting each field on the way; answers the rows it passes through, if any. */
function walk(token: Token, scope: Scope, names: Names, found: Mention[]): Scope | null {
  let here: Scope | null = scope;
  let rows: Scope | null = null;
  for (const [index, part] of token.parts.entries()) {
    if (index === 0 && part.name === "old") continue;
    const member: Member | null = here && names.member(here, part.name);
    if (!member) return rows;
    const { leads, rows: many, ...meaning }: Member = member;
    found.push({ start: part.start, end: part.end, ...meaning });
    here = leads;
    if (many) rows = leads;
  }
  return rows;
}

/** The text with each mention that `rename` answers for replaced: `("a + b", …)` → "total + b". */
export function rewrite(text: string, found: Mention[], rename: (mention: Mention) => string | null): string {
  let out = text;
  for (const mention of found.toSorted((a, b) => b.start - a.start)) {
    const name = rename(mention);
    if (name !== null) out = out.slice(0, mention.start) + name + out.slice(mention.end);
  }
  return out;
}

/** The expressions inside `{{ … }}` of a text for people, with their places: "{{ name | money }}" → ["name "]. */
export function holes(text: string): { start: number; text: string }[] {
  return Array.from(text.matchAll(/\{\{([^{}]*)\}\}/g), (match) => {
    const inner = match[1] ?? "";
    const pipe = inner.search(/\|(?!\|)/);
    return { start: match.index + 2, text: pipe < 0 ? inner : inner.slice(0, pipe) };
  });
}
