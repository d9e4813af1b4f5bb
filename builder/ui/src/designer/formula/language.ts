/** How expressions are coloured, and the look of the editor. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { colour } from "@/theme/tokens";

const WORDS = new Set(["and", "or", "not", "in", "true", "false", "null"]);

const expression = StreamLanguage.define<null>({
  startState: () => null,
  token: (stream) => {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:\\.|[^"\\])*"?/) || stream.match(/^'(?:\\.|[^'\\])*'?/)) return "string";
    if (stream.match(/^\d[\d.]*/)) return "number";
    const word = stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u) as RegExpMatchArray | null;
    if (!word) {
      stream.next();
      return "operator";
    }
    if (WORDS.has(word[0])) return "keyword";
    return stream.match(/^\s*\(/, false) ? "function" : "variableName";
  },
  tokenTable: { function: tags.function(tags.variableName) },
});

const colours = HighlightStyle.define([
  { tag: tags.string, color: colour.done },
  { tag: tags.number, color: colour.late },
  { tag: tags.keyword, color: "#6131b8", fontWeight: "600" },
  { tag: tags.function(tags.variableName), color: colour.running },
  { tag: tags.variableName, color: colour.ink },
  { tag: tags.operator, color: colour.inkQuiet },
]);

const look = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "#fff", border: `1px solid ${colour.lineStrong}`, borderRadius: "6px" },
  "&.cm-focused": { outline: "none", borderColor: colour.primary },
  ".cm-content": { fontFamily: 'ui-monospace, SFMono-Regular, Consolas, "Noto Sans CJK SC", monospace', padding: "6px 0" },
  ".cm-line": { padding: "0 10px" },
  ".cm-tooltip": { border: `1px solid ${colour.line}`, borderRadius: "6px", boxShadow: "0 6px 24px rgba(20,30,55,.12)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "240px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 10px", display: "flex", alignItems: "baseline", gap: "8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: colour.selected, color: colour.ink },
  ".cm-completionDetail": { marginLeft: "auto", fontStyle: "normal", color: colour.inkQuiet, fontSize: "12px" },
  ".cm-completionInfo": { maxWidth: "280px", padding: "8px 12px", fontSize: "12px", lineHeight: "18px", whiteSpace: "pre-line" },
  ".cm-diagnostic": { padding: "6px 10px", fontSize: "12px" },
  ".cm-placeholder": { color: "#6c7789" },
});

export const formula = [expression, syntaxHighlighting(colours), look];
