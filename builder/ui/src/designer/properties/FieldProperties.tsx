/** A field's properties: generated from the options of its type, plus its key and when it shows. */
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { isDerived, optionsOf, type Group as GroupName } from "./schema";
import { fieldKeys, idOf, keyFault } from "@/model/document/names";
import { textOf, type FieldDef, type FormDef } from "@/model/document/types";
import { useLocale, useSay } from "@/parts/say";
import { useEditor, useProblems, useRun } from "../editor/Editor";
import { TypeIcon } from "../editor/icons";
import { useFieldActions } from "../canvas/actions";
import { standsAlone } from "../palette/useAdd";
import { newField } from "../editor/create";
import { Conditions } from "./Conditions";
import { KeyInput } from "./KeyInput";
import { OptionLine } from "./OptionLine";
import { Complaints, Group, Head, Line } from "./parts";
import css from "./properties.module.css";

const GROUPS: GroupName[] = ["basic", "options", "value"];

export function FieldProperties({ form, field, parent }: { form: FormDef; field: FieldDef; parent: FieldDef | undefined }) {
  const { t } = useTranslation("designer");
  const locale = useLocale();
  const say = useSay();
  const { types } = useEditor();
  const type = types.get(field.type);
  const options = type ? optionsOf(type.options_schema) : [];
  const general = useFieldProblems(field, parent).filter((each) => each.slot === undefined).map((each) => each.diagnostic);
  const inGroup = (group: GroupName) => options.filter((option) => option.group === group);
  return (
    <>
      <Head icon={<TypeIcon name={type?.icon} />} title={textOf(field.label, locale)} kind={type ? say(type.label) : field.type} />
      {(general.length > 0 || !type) && (
        <div className={css.lines} style={{ paddingTop: 12 }}>
          {!type && <p className={css.complaint}>{t("properties.unknownType", { type: field.type })}</p>}
          <Complaints diagnostics={general} />
        </div>
      )}
      {GROUPS.map((group) => {
        const lines = inGroup(group);
        return lines.length === 0 ? null : (
          <Group key={group} title={t(`properties.group.${group}`)} folded={group === "value"}>
            {lines.map((option) => (
              <OptionLine key={option.name} option={option} field={field} form={form} parent={parent} />
            ))}
          </Group>
        );
      })}
      {!parent && <Conditions form={form} item={field.key} derived={type !== undefined && isDerived(type.options_schema)} />}
      <Group title={t("properties.group.advanced")} folded>
        <KeyLine form={form} field={field} parent={parent} />
        {inGroup("advanced").map((option) => (
          <OptionLine key={option.name} option={option} field={field} form={form} parent={parent} />
        ))}
      </Group>
      <Foot field={field} form={form} parent={parent} />
    </>
  );
}

/** Problems of this very field, with the option each is about. */
function useFieldProblems(field: FieldDef, parent: FieldDef | undefined) {
  const { form } = useEditor();
  return useProblems().flatMap(({ diagnostic, target }) => {
    if (target.kind !== "field" || target.form !== form || target.field !== idOf(field) || target.parent !== (parent && idOf(parent))) return [];
    return [{ diagnostic, slot: target.slot }];
  });
}

export { useFieldProblems };

function KeyLine({ form, field, parent }: { form: FormDef; field: FieldDef; parent: FieldDef | undefined }) {
  const { t } = useTranslation("designer");
  const { form: formId } = useEditor();
  const run = useRun();
  const siblings = fieldKeys(form, parent).filter((key) => key !== field.key);
  return (
    <Line label={t("option.key")} hint={t("optionHint.key")} name="key">
      {(id) => (
        <KeyInput id={id} value={field.key} fault={(key) => keyFault(key, siblings)} change={(key) => run({ do: "rename_key", form: formId, field: idOf(field), key, ...(parent ? { parent: idOf(parent) } : {}) })} />
      )}
    </Line>
  );
}

function Foot({ field, form, parent }: { field: FieldDef; form: FormDef; parent: FieldDef | undefined }) {
  const { t } = useTranslation("designer");
  const { duplicate, remove } = useFieldActions();
  const name = { field: idOf(field), ...(parent ? { parent: idOf(parent) } : {}) };
  return (
    <div className={css.lines} style={{ paddingTop: 14 }}>
      {field.fields && <AddColumn form={form} field={field} />}
      <div className="row">
        <Button size="small" onClick={() => duplicate(name)}>
          {t("canvas.duplicate")}
        </Button>
        <Button size="small" danger onClick={() => remove(name)}>
          {t("canvas.remove")}
        </Button>
      </div>
    </div>
  );
}

/** A column for a subform, by type. */
function AddColumn({ form, field }: { form: FormDef; field: FieldDef }) {
  const { t } = useTranslation("designer");
  const say = useSay();
  const locale = useLocale();
  const { types, document, session, form: formId } = useEditor();
  const run = useRun();
  const offered = [...types.values()].filter((type) => !standsAlone(type));
  const add = (name: string) => {
    const type = types.get(name);
    if (!type) return;
    const column = newField(type, document.getState().history.present, form, locale, field.fields);
    run({ do: "add_field", form: formId, parent: idOf(field), field: column });
    session.getState().select({ kind: "field", form: formId, field: idOf(column), parent: idOf(field) }, true);
  };
  return <Select size="small" showSearch={{ optionFilterProp: "label" }} value={null} placeholder={t("properties.addColumn")} aria-label={t("properties.addColumn")} options={offered.map((type) => ({ value: type.name, label: say(type.label) }))} onChange={(value: string | null) => value !== null && add(value)} />;
}
