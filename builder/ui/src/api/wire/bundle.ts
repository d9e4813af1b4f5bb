/** One app as one person may see it. */
import type { Ir, Json, Kind, Locale, Text, Wire } from "./base";

export interface Bundle {
  hash: string;
  app: { key: string; label: Text; version: string; time_zone: string; icon?: string | null };
  actor: { id: string; name: string; department_id: string | null; roles: string[]; locale: Locale };
  parameters: Record<string, { kind: Kind; value: Json; label: Text }>;
  forms: Record<string, FormBundle>;
  flows: Record<string, FlowBundle>;
  dashboards: { key: string; label: Text }[];
  reports: Record<string, Json>;
  metrics: Record<string, { label: Text; unit: string | null; form: string }>;
  navigation: NavItem[];
}
export interface NavItem {
  label: Text;
  items: NavLink[];
}
export interface NavLink {
  form?: string | null;
  dashboard?: string | null;
  view?: string | null;
  label: Text;
  icon?: string | null;
}
export interface FormBundle {
  key: string;
  label: Text;
  icon?: string | null;
  help?: Text | null;
  title: string;
  fields: FieldBundle[];
  layout: Section[];
  conditions: Condition[];
  checks: { key: string; ir: Ir; message: Text; at?: string | null }[];
  views: ViewBundle[];
  can: { create: boolean; edit: boolean; delete: boolean; import: boolean; export: boolean; [action: string]: boolean };
  related: { form: string; field: string; label: Text }[];
  flows: { key: string; label: Text; when?: Ir | null }[];
}
export interface Choice {
  key: string;
  label: Text;
  color?: string | null;
}
export interface FieldOptions {
  choices?: Choice[];
  currency?: string;
  digits?: number | null;
  min?: string | number | null;
  max?: string | number | null;
  max_length?: number | null;
  /** Thousands separators; an age or a year has none. */
  grouping?: boolean;
  show?: string[];
  [option: string]: unknown;
}
export interface FieldBundle {
  key: string;
  type: string;
  label: Text;
  help?: Text | null;
  kind: Kind;
  many: boolean;
  widget: string;
  options: FieldOptions;
  required: boolean;
  system: boolean;
  access: "read" | "write" | "masked";
  reveal: boolean;
  filters: string[];
  sortable: boolean;
  computed?: { ir: Ir; stored: boolean; live: boolean; digits?: number | null } | null;
  default?: Wire;
  default_ir?: Ir | null;
  target?: string | null;
  fields?: FieldBundle[] | null;
}
export interface Section {
  section: Text;
  key?: string | null;
  columns: 1 | 2 | 3;
  items: LayoutItem[];
  collapsed?: boolean;
}
export interface LayoutItem {
  field: string;
  span?: 1 | 2 | 3;
}
export interface Condition {
  item: string;
  /** The fields it speaks of: the item, or all of a section. */
  fields: string[];
  visible?: Ir | null;
  required_if?: Ir | null;
  readonly_if?: Ir | null;
}
export interface ViewBundle {
  key: string;
  label: Text;
  kind: string;
  columns: string[];
  where?: string | null;
  sort: string[];
}
export interface FlowBundle {
  key: string;
  label: Text;
  form: string;
  steps: StepBundle[];
}
export interface StepBundle {
  key: string;
  kind: string;
  label: Text;
  ways?: { key: string; label: Text; steps: StepBundle[] }[] | null;
  words: Text;
}
