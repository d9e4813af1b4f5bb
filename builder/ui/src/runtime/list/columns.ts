/** Columns of a grid with their widths, kept for the person. */
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useSession } from "@/api/session";
import type { FieldBundle, FormBundle, ViewBundle } from "@/api/types";
import { arranged, clampWidth, type ColumnPreferences, keep, PLAIN } from "@/model/columns";
import { preference, setPreference, watchPreferences } from "@/model/preferences";
import { widgetOf } from "@/widgets/show";

export interface Column {
  field: FieldBundle;
  width: number;
}
export interface Columns {
  all: { field: FieldBundle; shown: boolean }[];
  shown: Column[];
  arrange: (list: { field: FieldBundle; shown: boolean }[]) => void;
  resize: (key: string, width: number) => void;
  reset: () => void;
  changed: boolean;
}

export function useColumns(app: string, form: FormBundle, view: ViewBundle | undefined): Columns {
  const { user } = useSession();
  const key = `columns.${user.id}.${app}.${form.key}.${view?.key ?? "_all"}`;
  const kept = useSyncExternalStore(watchPreferences, () => preference<ColumnPreferences>(key, PLAIN));
  const all = useMemo(() => arranged(form, view, kept), [form, view, kept]);
  const shown = useMemo(
    () => all.filter((column) => column.shown).map(({ field }) => ({ field, width: kept.widths[field.key] ?? widgetOf(field)?.width ?? 140 })),
    [all, kept],
  );
  const arrange = useCallback((list: { field: FieldBundle; shown: boolean }[]) => setPreference(key, keep(list, kept.widths)), [key, kept]);
  const resize = useCallback((column: string, width: number) => setPreference(key, { ...kept, widths: { ...kept.widths, [column]: clampWidth(width) } }), [key, kept]);
  const reset = useCallback(() => setPreference(key, undefined), [key]);
  return { all, shown, arrange, resize, reset, changed: kept !== PLAIN };
}
