/** The app and form a page is about, from its address. */
import { useMemo } from "react";
import { useParams } from "react-router";
import { useBundle } from "@/api/bundle";
import { ApiError } from "@/api/problem";
import { useSession } from "@/api/session";
import type { Bundle, FormBundle, Refs } from "@/api/types";
import { useLocale } from "@/parts/say";
import type { ShowContext } from "@/widgets/kit";

export function formOf(bundle: Bundle, key: string): FormBundle {
  const form = bundle.forms[key];
  if (form === undefined) throw new ApiError({ type: "about:blank", title: "", status: 404, detail: "", code: "http.404" });
  return form;
}

export interface Place {
  app: string;
  bundle: Bundle;
  form: FormBundle;
}

/** /a/:app/f/:form -> the app's bundle and the form; a form this person does not have is a missing page. */
export function usePlace(): Place {
  const { app = "", form = "" } = useParams();
  const bundle = useBundle(app);
  return { app, bundle, form: formOf(bundle, form) };
}

const NO_REFS: Refs = {};

export function useShowContext(app: string, refs: Refs | undefined): ShowContext {
  const locale = useLocale();
  const { workspace } = useSession();
  return useMemo(() => ({ locale, zone: workspace.time_zone, app, refs: refs ?? NO_REFS }), [locale, workspace.time_zone, app, refs]);
}
