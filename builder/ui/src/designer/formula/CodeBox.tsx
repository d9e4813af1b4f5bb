/** CodeMirror as one React element: made once, disposed of with it, told what changed from outside. */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion, type Completion, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { linter, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef, type Ref } from "react";
import { formula } from "./language";
import type { Suggested, Suggestion } from "./suggest";

export interface CodeHandle {
  insert: (text: string) => void;
}

interface Props {
  label: string;
  value: string;
  hint: string;
  lines: number;
  handle: Ref<CodeHandle>;
  change: (text: string) => void;
  done: () => void;
  suggest: (before: string) => Suggested | null;
  describe: (suggestion: Suggestion) => string | null;
  lint: (text: string) => Promise<Diagnostic[]>;
}

const TYPES = { field: "variable", list: "namespace", function: "function", choice: "constant", word: "keyword" } as const;

/** How long typing must pause before the server is asked. */
const QUIET = 200;

export function CodeBox(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({ parent: host.current, state: EditorState.create({ doc: latest.current.value, extensions: extensions(latest) }) });
    view.current = made;
    made.focus();
    made.dispatch({ selection: { anchor: made.state.doc.length } });
    made.dom.scrollIntoView({ block: "center", behavior: "smooth" });
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    const now = view.current;
    if (now && now.state.doc.toString() !== props.value) now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: props.value } });
  }, [props.value]);
  useImperativeHandle(props.handle, () => ({
    insert: (text) => {
      const now = view.current;
      if (!now) return;
      now.dispatch(now.state.replaceSelection(text));
      now.focus();
    },
  }));
  return <div ref={host} data-formula />;
}

function extensions(latest: { current: Props }) {
  const complete: CompletionSource = (context) => {
    const before = context.state.sliceDoc(0, context.pos);
    const found = latest.current.suggest(before);
    if (!found || found.options.length === 0 || (found.from === context.pos && !context.explicit && !/[."]$/.test(before))) return null;
    return { from: found.from, filter: false, options: found.options.slice(0, 60).map((each) => optionOf(each, latest.current.describe)) };
  };
  const { label, hint, lines } = latest.current;
  return [
    formula,
    history(),
    closeBrackets(),
    bracketMatching(),
    placeholder(hint),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    EditorView.theme({ ".cm-content": { minHeight: `${lines * 21 + 12}px` } }),
    autocompletion({ override: [complete], icons: false, activateOnTyping: true, activateOnTypingDelay: 30 }),
    linter((view) => latest.current.lint(view.state.doc.toString()), { delay: QUIET }),
    keymap.of([
      { key: "Tab", run: acceptCompletion },
      { key: "Mod-Enter", run: () => (latest.current.done(), true) },
      { key: "Alt-/", run: startCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      { key: "Escape", run: () => (latest.current.done(), true) },
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.change(update.state.doc.toString());
    }),
  ];
}

/** A suggestion is read by its name in the reader's language and written by its key. */
function optionOf(suggestion: Suggestion, describe: Props["describe"]): Completion {
  const info = describe(suggestion);
  return { label: suggestion.text, displayLabel: suggestion.label, detail: suggestion.detail, type: TYPES[suggestion.kind], ...(info === null ? {} : { info }) };
}
