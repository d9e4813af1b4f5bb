import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, OfflineError } from "@/api/problem";
import written from "@/model/document/mini_credit.json";
import { createDocument } from "@/model/document/store";
import type { Definition } from "@/model/document/types";
import { Autosave } from "./autosave";
import type { SaveState } from "./session";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function desk(save = vi.fn((_: Definition, revision: number) => Promise.resolve({ revision: revision + 1, diagnostics: [] }))) {
  const document = createDocument(written as Definition, 7);
  const states: SaveState[] = [];
  const autosave = new Autosave(document, { save, tell: (state) => states.push(state), found: () => undefined });
  const label = (value: string) => document.getState().run({ do: "set_form", form: "order", property: "label", value });
  return { document, states, autosave, save, label };
}

describe("autosave", () => {
  it("sends one request for a burst, within two seconds, with the revision it is based on", async () => {
    const { save, label, states, document } = desk();
    ["一", "二", "三"].forEach(label);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(save.mock.calls[0]?.[1]).toBe(7);
    expect(document.getState().revision).toBe(8);
    expect(states.at(-1)).toBe("saved");
  });

  it("saves what changed while a request was under way, after it", async () => {
    let answer: (value: { revision: number; diagnostics: never[] }) => void = () => undefined;
    const { save, label } = desk(vi.fn(() => new Promise<{ revision: number; diagnostics: never[] }>((resolve) => (answer = resolve))));
    label("一");
    await vi.advanceTimersByTimeAsync(1_000);
    label("二");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledTimes(1);
    answer({ revision: 8, diagnostics: [] });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledTimes(2);
  });

  it("says that it failed, and tries again by itself", async () => {
    const save = vi.fn((_: Definition, revision: number) => Promise.resolve({ revision: revision + 1, diagnostics: [] }));
    save.mockRejectedValueOnce(new OfflineError());
    const { label, states } = desk(save);
    label("一");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(states.at(-1)).toBe("failed");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(states.at(-1)).toBe("saved");
  });

  it("halts at a conflict and overwrites nothing until it is settled", async () => {
    const save = vi.fn((_: Definition, revision: number) => Promise.resolve({ revision: revision + 1, diagnostics: [] }));
    save.mockRejectedValueOnce(new ApiError({ type: "", title: "stale", status: 409, detail: "", code: "designer.stale" }));
    const { label, states, autosave, document } = desk(save);
    label("一");
    await vi.advanceTimersByTimeAsync(1_000);
    label("二");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe("conflict");
    expect(save).toHaveBeenCalledTimes(1);
    document.getState().settle(document.getState().saved, 12);
    autosave.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save.mock.calls[1]?.[1]).toBe(12);
  });

  it("flushes at once, for publishing", async () => {
    const { save, label, autosave } = desk();
    label("一");
    await autosave.flush();
    expect(save).toHaveBeenCalledTimes(1);
  });
});
