/** The expression language at work on pages. */
import { useMemo } from "react";
import { useBundle } from "@/api/bundle";
import type { Bundle, FormBundle, RecordItem, Refs, Values } from "@/api/types";
import { hostOf } from "@/model/form/host";
import { derive, type Host } from "@/model/form/live";
import type { ShowContext } from "@/widgets/kit";

/** A host for one form; what is known of other records may grow while it is filled. */
export function hostFor(bundle: Bundle, form: string, refs: () => Refs, before: Values | null): Host {
  return hostOf({ bundle, form, zone: bundle.app.time_zone, refs, before });
}

/** Fields and sections of a stored record that its conditions hide. */
export function useHidden(form: FormBundle, item: RecordItem, context: ShowContext): ReadonlySet<string> {
  const bundle = useBundle(context.app);
  return useMemo(() => derive(form, item, hostFor(bundle, form.key, () => context.refs, item)).hidden, [form, item, bundle, context.refs]);
}
