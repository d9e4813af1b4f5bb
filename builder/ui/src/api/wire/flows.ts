/** Cases, tasks and what one may do with them. */
import type { Named, Text } from "./base";

export type CaseState = "running" | "approved" | "rejected" | "withdrawn" | "incident";
export type StepState = "done" | "current" | "skipped" | "refused";
export interface Move {
  action: string;
  label: Text;
  comment: "none" | "optional" | "required";
}
export interface CaseEvent {
  at: string;
  by: Named | null;
  event: string;
  step: string | null;
  label: Text;
  comment?: string | null;
}
export interface CaseTask {
  id: string;
  step: string;
  step_label: Text;
  kind: string;
  state: string;
  user?: Named | null;
  due_at?: string | null;
}
export interface Case {
  id: string;
  flow: string;
  form: string;
  record: string;
  record_title: string;
  status: CaseState;
  started_by: Named | null;
  started_at: string;
  ended_at: string | null;
  at: string[];
  tasks: CaseTask[];
  timeline: CaseEvent[];
  path: Record<string, StepState>;
  moves: Move[];
  incident?: { code: string; message: Text | string; step: string } | null;
}
export type Box = "todo" | "done" | "started" | "cc";
export interface TaskItem {
  id: string;
  case: string;
  app: string;
  form: string;
  record: string;
  title: string;
  flow_label: Text;
  step_label: Text;
  kind: string;
  state: string;
  starter: Named | null;
  created_at: string;
  due_at?: string | null;
  overdue: boolean;
  urged: boolean;
  read: boolean;
  summary: { label: Text; text: string }[];
}
export interface TaskPage {
  items: TaskItem[];
  counts: { todo: number; done: number; started: number; cc_unread: number };
  next: string | null;
}
export interface TaskView {
  task: TaskItem;
  case: Case;
  moves: Move[];
  /** What the step lets its holder do with fields, beside their role. */
  fields?: Record<string, "hidden" | "read" | "write" | "required">;
}
export interface Notification {
  id: string;
  title: string;
  body: string;
  at: string;
  read: boolean;
  link: string | null;
}
