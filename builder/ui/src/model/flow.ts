/** How far a case has come through the tree of its flow. */
import type { Case, CaseState, StepBundle, StepState } from "@/api/types";
import type { Tone } from "@/theme/tones";

export type Stage = StepState | "waiting";

export const STATE_TONES: Record<CaseState, Tone> = { running: "blue", approved: "green", rejected: "red", withdrawn: "grey", incident: "orange" };
export const STAGE_TONES: Record<Stage, Tone> = { done: "green", current: "blue", skipped: "grey", refused: "red", waiting: "grey" };

function keysOf(steps: StepBundle[]): string[] {
  return steps.flatMap((step) => [step.key, ...(step.ways ?? []).flatMap((way) => keysOf(way.steps))]);
}

/** Every step and way -> where it stands. What lies beside the way taken is skipped; what lies ahead is waiting. */
export function stages(steps: StepBundle[], kase: Pick<Case, "path" | "at" | "status">): Map<string, Stage> {
  const found = new Map<string, Stage>();
  const ended = kase.status !== "running" && kase.status !== "incident";
  const ahead: Stage = ended ? "skipped" : "waiting";
  const stageOf = (key: string): Stage => (kase.at.includes(key) && !ended ? "current" : (kase.path[key] ?? ahead));
  const visit = (list: StepBundle[], passed: boolean): void => {
    for (const step of list) {
      found.set(step.key, passed ? stageOf(step.key) : "skipped");
      const touched = (step.ways ?? []).map((way) => kase.path[way.key] !== undefined || keysOf(way.steps).some((key) => kase.path[key] !== undefined && kase.path[key] !== "skipped"));
      const decided = kase.path[step.key] !== undefined && kase.path[step.key] !== "current" || touched.some(Boolean);
      (step.ways ?? []).forEach((way, index) => {
        const taken = touched[index] === true || (decided && !touched.some(Boolean) && way.steps.length === 0);
        const stage: Stage = !decided ? ahead : taken ? (keysOf(way.steps).some((key) => kase.at.includes(key)) && !ended ? "current" : "done") : "skipped";
        found.set(`${step.key}/${way.key}`, kase.path[way.key] === "skipped" ? "skipped" : stage);
        visit(way.steps, passed && (!decided || taken));
      });
    }
  };
  visit(steps, true);
  return found;
}
