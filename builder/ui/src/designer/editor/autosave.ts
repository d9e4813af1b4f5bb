/** Saves the draft soon after each change: one request at a time, retried when the network fails, halted by a conflict. */
import { statusOf } from "@/api/problem";
import type { Diagnostic } from "@/api/types";
import { unsaved, type DocumentStore } from "@/model/document/store";
import type { Definition } from "@/model/document/types";
import type { SaveState } from "./session";

export interface Saver {
  save: (definition: Definition, revision: number) => Promise<{ revision: number; diagnostics: Diagnostic[] }>;
  tell: (state: SaveState) => void;
  found: (diagnostics: Diagnostic[]) => void;
}

const QUIET = 800;
const AGAIN = [3_000, 8_000, 20_000];

export class Autosave {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: Promise<void> | null = null;
  private failures = 0;
  private halted = false;
  private readonly leave: () => void;

  constructor(
    private readonly document: DocumentStore,
    private readonly saver: Saver,
  ) {
    this.leave = document.subscribe((state, before) => {
      if (state.history.present === before.history.present || !unsaved(state) || this.halted) return;
      this.saver.tell("dirty");
      this.later(QUIET);
    });
  }

  /** Saves now; settles when the server has everything, or when it cannot be had. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
    if (unsaved(this.document.getState()) && !this.halted) await this.start();
  }

  /** After a conflict is settled: go on from what the document holds now. */
  resume(): void {
    this.halted = false;
    this.failures = 0;
    this.saver.tell(unsaved(this.document.getState()) ? "dirty" : "saved");
    if (unsaved(this.document.getState())) this.later(0);
  }

  stop(): void {
    this.leave();
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private later(wait: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.start(), wait);
  }

  private start(): Promise<void> {
    this.timer = null;
    this.running ??= this.once().finally(() => {
      this.running = null;
      if (this.timer === null && !this.halted && this.failures === 0 && unsaved(this.document.getState())) this.later(QUIET);
    });
    return this.running;
  }

  private async once(): Promise<void> {
    const { history, revision } = this.document.getState();
    this.saver.tell("saving");
    try {
      const answer = await this.saver.save(history.present, revision);
      this.failures = 0;
      this.document.getState().settle(history.present, answer.revision);
      this.saver.found(answer.diagnostics);
      this.saver.tell(unsaved(this.document.getState()) ? "dirty" : "saved");
    } catch (error) {
      if (statusOf(error) === 409) this.halted = true;
      else this.later(AGAIN[Math.min(this.failures, AGAIN.length - 1)] ?? 0);
      this.failures += 1;
      this.saver.tell(this.halted ? "conflict" : "failed");
    }
  }
}
