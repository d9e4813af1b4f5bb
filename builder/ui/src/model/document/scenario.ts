/** Scenarios in words: the sentences a step or an expectation stands for, as a key of the texts and what fills it. */
import type * as written from "@/generated/definition";
import { isObject, textOf, type Definition, type Json, type Label } from "./types";

export type ScenarioDef = written.ScenarioDefinition;
type Step = ScenarioDef["when"][number];
type Expectation = ScenarioDef["then"][number];

/** Says a text by its key below "step", with its holes filled. */
export type Tell = (key: string, holes?: Record<string, string | number>) => string;

export function scenariosOf(definition: Definition): ScenarioDef[] {
  return Array.isArray(definition["scenarios"]) ? (definition["scenarios"] as unknown as ScenarioDef[]) : [];
}

/** Where a run stopped: `"when/2"` → the step, `"then/0"` → the expectation; null for any other place. */
export function placeOf(at: string): { part: "given" | "when" | "then"; index: number } | null {
  const [, part, index] = /^(given|when|then)\/(\d+)$/.exec(at) ?? [];
  return part === undefined ? null : { part: part as "given" | "when" | "then", index: Number(index) };
}

export class Words {
  constructor(
    private readonly definition: Definition,
    private readonly locale: string,
    private readonly tell: Tell,
  ) {}

  /** `{by: "sales", create: "lead", as: "l"}` → "销售 新建「线索」，称为 l" */
  step(step: Step): string {
    if ("advance" in step) {
      const [, count = step.advance, unit = "d"] = /^(\d+)([mhdw])$/.exec(step.advance) ?? [];
      return this.tell("advance", { count, unit: this.tell(`unit.${unit}`) });
    }
    if ("task" in step) return this.tell(step.do, { who: step.by == null ? this.tell("anyone") : this.who(step.by), what: this.stepLabel(step.task) });
    const who = this.who(step.by);
    if ("create" in step) return this.tell("create", { who, what: this.label("forms", step.create), as: step.as == null ? "" : this.tell("as", { name: step.as }) });
    if ("update" in step) return this.tell("update", { who, what: bare(step.update), fields: Object.keys(step.set).join(", ") });
    if ("delete" in step) return this.tell("delete", { who, what: bare(step.delete) });
    if ("start" in step) return this.tell("start", { who, what: this.label("flows", step.start), on: bare(step.on) });
    return this.tell(step.do, { who, what: bare(step.case) });
  }

  /** `{count: {form: "lead", is: 1}}` → "「线索」有 1 条" */
  expectation(expected: Expectation): string {
    if ("expect" in expected) return this.tell("expect", { text: expected.expect });
    if ("refused" in expected) {
      const said = expected.refused.message ?? expected.refused.at;
      return this.tell("refused", { words: said == null ? "" : this.tell("words", { message: said }) });
    }
    if ("count" in expected) {
      const { form, where, is } = expected.count;
      return this.tell("count", { what: this.label("forms", form), where: where == null ? "" : this.tell("where", { text: where }), is });
    }
    const [kind, told] = "notified" in expected ? (["notified", expected.notified] as const) : (["not_notified", expected.not_notified] as const);
    const who = told.person ?? told.role;
    return this.tell(kind, { who: who == null ? this.tell("somebody") : this.who(who), title: told.title == null ? "" : this.tell("title", { title: told.title }) });
  }

  /** The words of the place where a run stopped, or the place itself. */
  at(scenario: ScenarioDef, at: string): string {
    const place = placeOf(at);
    if (place === null) return at;
    if (place.part === "then") {
      const expected = scenario.then[place.index];
      return expected === undefined ? at : this.expectation(expected);
    }
    const step = (scenario[place.part] ?? [])[place.index];
    return step === undefined ? at : this.step(step);
  }

  /** "advisor:2" is the second person who holds the role. */
  private who(by: string | null | undefined): string {
    if (by == null) return this.tell("system");
    const [role = "", n] = by.split(":");
    const label = this.label("roles", role);
    return n === undefined ? label : this.tell("second", { role: label, n });
  }

  private label(part: "forms" | "roles" | "flows", key: string): string {
    return labelIn(this.definition[part], key, this.locale) ?? key;
  }

  /** Steps lie inside of flows, and of the ways in them. */
  private stepLabel(key: string): string {
    return deepLabel(this.definition["flows"], key, this.locale) ?? key;
  }
}

const bare = (name: string): string => name.replace(/^@/, "");

function labelIn(list: Json | undefined, key: string, locale: string): string | undefined {
  const found = Array.isArray(list) ? list.find((each) => isObject(each) && each["key"] === key) : undefined;
  return isObject(found) ? textOf(found["label"] as Label | undefined, locale) || undefined : undefined;
}

function deepLabel(value: Json | undefined, key: string, locale: string): string | undefined {
  if (!Array.isArray(value)) return undefined;
  for (const each of value) {
    if (!isObject(each)) continue;
    const found = labelIn(each["steps"], key, locale) ?? deepLabel(each["steps"], key, locale) ?? deepLabel(each["ways"], key, locale);
    if (found !== undefined) return found;
  }
  return undefined;
}
