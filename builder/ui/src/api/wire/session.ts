/** Who is signed in, and what they can open. */
import type { Locale, Named, Text } from "./base";

export interface Session {
  user: {
    id: string;
    name: string;
    login: string;
    locale: Locale;
    department: Named | null;
    builder: boolean;
    admin: boolean;
  };
  workspace: { id: string; name: string; time_zone: string };
  csrf: string;
}
export interface AppSummary {
  key: string;
  label: Text;
  version: string;
  icon?: string | null;
  description?: Text | null;
  counts: { todo: number };
}
export interface Template {
  key: string;
  label: Text;
  description: Text;
}
export interface Person {
  id: string;
  name: string;
  department?: Named | string | null;
}
export interface Department {
  id: string;
  name: string;
  parent: string | null;
}
