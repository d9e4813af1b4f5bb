/** One option of a field: the editor its schema asks for, bound to the document. */
import { Switch } from "antd";
import { lazy, Suspense, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "@/model/document/names";
import type { FieldDef, FormDef, Json } from "@/model/document/types";
import { Bone } from "@/parts/states";
import { useEditor, useRun, useSeal } from "../editor/Editor";
import { DefaultEditor } from "./DefaultEditor";
import { useFieldProblems } from "./FieldProperties";
import { LabelEditor } from "./LabelEditor";
import { FieldPick, FieldsPick, FormPick, OverPick } from "./picks";
import { Line } from "./parts";
import { RowsEditor } from "./RowsEditor";
import type { Option } from "./schema";
import { ChoiceEditor, ExactEditor, NumberEditor, RawEditor, TagsEditor, TextEditor } from "./simple";
import { Slot } from "./Slot";
import { scopeOfSlot } from "./slots";

const ChoicesEditor = lazy(async () => ({ default: (await import("./ChoicesEditor")).ChoicesEditor }));

export interface OptionProps {
  option: Option;
  field: FieldDef;
  form: FormDef;
  parent: FieldDef | undefined;
}

/** What an editor is given: the value as written, and how to change it. */
export interface Bound {
  id: string;
  value: Json | undefined;
  change: (value: Json | undefined) => void;
  settle: () => void;
  fallback: Json | undefined;
}

export function OptionLine({ option, field, form, parent }: OptionProps) {
  const { t } = useTranslation("designer");
  const { form: formId } = useEditor();
  const run = useRun();
  const settle = useSeal();
  const problems = useFieldProblems(field, parent).filter((each) => each.slot?.split(".")[0] === option.name).map((each) => each.diagnostic);
  const ref = { form: formId, field: idOf(field), ...(parent ? { parent: idOf(parent) } : {}) };
  const { form: f, field: i, parent: p } = ref as { form: string; field: string; parent?: string };
  const change = useCallback(
    (value: Json | undefined) => run({ do: "set_option", form: f, field: i, ...(p === undefined ? {} : { parent: p }), option: option.name, value }, `set:${p ?? ""}:${i}:${option.name}`),
    [run, f, i, p, option.name],
  );
  const label = t(`option.${option.name}`, { defaultValue: option.name });
  const hint = t(`optionHint.${option.name}`, { defaultValue: "" });
  const editor = option.editor;
  const value = field[option.name];
  if (editor.kind === "switch") {
    return (
      <Line label={label} hint={hint} diagnostics={problems} name={option.name} beside>
        {(id) => <Switch id={id} size="small" checked={(value ?? option.fallback) === true} onChange={(checked) => change(checked === (option.fallback ?? false) ? undefined : checked)} />}
      </Line>
    );
  }
  if (editor.kind === "expression") {
    return <Slot label={label} hint={hint} name={option.name} value={typeof value === "string" ? value : null} diagnostics={problems} scope={scopeOfSlot(editor.over, field, form, parent)} slot={option.name} compulsory={option.required} change={(text) => change(text ?? (option.required ? "" : undefined))} />;
  }
  return (
    <Line label={label} hint={hint} diagnostics={problems} name={option.name}>
      {(id) => <Edit {...{ option, field, form, parent }} bound={{ id, value, change, settle, fallback: option.fallback }} />}
    </Line>
  );
}

function Edit({ option, field, form, parent, bound }: OptionProps & { bound: Bound }) {
  const editor = option.editor;
  switch (editor.kind) {
    case "label":
      return <LabelEditor {...bound} required={option.required} />;
    case "text":
      return <TextEditor {...bound} maxLength={editor.maxLength} required={option.required} />;
    case "number":
      return <NumberEditor {...bound} editor={editor} />;
    case "exact":
      return <ExactEditor {...bound} />;
    case "choice":
      return <ChoiceEditor {...bound} values={editor.values} name={option.name} required={option.required} />;
    case "tags":
      return <TagsEditor {...bound} />;
    case "choices":
      return (
        <Suspense fallback={<Bone height={96} />}>
          <ChoicesEditor {...bound} colours={editor.colours} />
        </Suspense>
      );
    case "form":
      return <FormPick {...bound} />;
    case "over":
      return <OverPick {...bound} form={form} />;
    case "field":
      return <FieldPick {...bound} editor={editor} field={field} form={form} parent={parent} />;
    case "fields":
      return <FieldsPick {...bound} field={field} />;
    case "rows":
      return <RowsEditor field={field} />;
    case "default":
      return <DefaultEditor {...bound} field={field} />;
    case "raw":
      return <RawEditor {...bound} />;
    case "switch":
    case "expression":
      return null;
  }
}
