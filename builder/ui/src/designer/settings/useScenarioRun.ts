/** Runs the scenarios of the saved draft, and keeps what came of it with the draft it was true of. */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { unsaved } from "@/model/document/store";
import type { Definition } from "@/model/document/types";
import { runScenarios } from "../api";
import { useEditor } from "../editor/Editor";

export type Run = Awaited<ReturnType<typeof runScenarios>> & { of: Definition };

export function useScenarioRun() {
  const { t } = useTranslation("building");
  const { app, autosave, document } = useEditor();
  return useMutation({
    mutationFn: async (): Promise<Run> => {
      await autosave.flush();
      const state = document.getState();
      if (unsaved(state)) throw new Error(t("scenarios.unsaved"));
      return { ...(await runScenarios(app)), of: state.history.present };
    },
  });
}

/** Errors that keep a draft from running at all. */
export const errorsOf = (run: Run) => run.diagnostics.filter((each) => each.severity === "error");

export function countsOf(run: Run): { passed: number; failed: number } {
  const passed = run.results.filter((each) => each.ok).length;
  return { passed, failed: run.results.length - passed };
}
