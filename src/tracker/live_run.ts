/**
 * The life of a run: how it begins, takes events, and ends, whatever happens on the way.
 *
 * @module
 */
import { openTensorboard } from "../backends/mod.ts";
import { collectProcessFacts } from "../snapshot/mod.ts";
import {
  appendEvent,
  createRun,
  editSummarySync,
  finishRun,
  hasJournal,
  type OpenedRun,
  resumeRun,
  type RunError,
  type RunEvent,
  type RunStatus,
  type RunSummary,
  stringifyJson,
  writeLastSummary,
} from "../store/mod.ts";
import { beginCompanion, completeCompanion } from "./companion.ts";
import { disposing, forget, watchOver } from "./endings.ts";
import { flushDisplays, tellEnd } from "./kernel_around.ts";
import { IncompleteRunError } from "./incomplete_run_error.ts";
import type { ResolvedOptions } from "./options.ts";
import { RunFiles } from "./run_files.ts";

/**
 * A run that takes events. What the world does (a full disk, a dead mirror) is reported once as a
 * warning and kept for the end; it never throws into the user's code.
 */
export class LiveRun {
  /** The run as the store opened it. */
  readonly opened: OpenedRun;
  /** The run's files, as this process brings them in. */
  readonly files: RunFiles;
  /** Whether the git state and the code are recorded. */
  readonly savesCode: boolean;
  readonly #mirrors: boolean;
  readonly #missing: string[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  #warned = false;
  #finishing: Promise<RunSummary> | undefined;
  #ended = false;
  #status: RunStatus = "running";

  /** Starts the run, or joins it, with what is done beside the user's code. */
  constructor(options: ResolvedOptions) {
    this.opened = this.#open(options);
    this.savesCode = options.saveCode;
    this.#mirrors = options.useTensorboard;
    this.files = new RunFiles(this.opened.dir, this.opened.before);
    this.#begin(options);
    watchOver(this.#ending);
  }

  #open(options: ResolvedOptions): OpenedRun {
    const { project, name, description, tags, ordinal, rerunOf, baseDir } = options;
    const start = { project, name, description, tags, ordinal, ...rerunOf ? { rerunOf } : {} };
    const onTrouble = (reason: string): void => this.#warn(`the journal is not written: ${reason}`);
    return (options.resume ? resumeRun : createRun)(baseDir, start, onTrouble);
  }

  #begin(options: ResolvedOptions): void {
    const { project, name, baseDir, saveCode, saveEnv } = options;
    beginCompanion({
      dir: this.opened.dir,
      journal: this.opened.journal.path,
      start: { project, name, description: "", tags: [] },
      tensorboard: options.useTensorboard,
      snapshot: (saveCode || saveEnv) && !this.opened.before
        ? { facts: collectProcessFacts(), saveCode, saveEnv, exclude: [baseDir] }
        : null,
      systemMetricsInterval: options.systemMetricsInterval,
    });
  }

  /** How the process's end reaches this run. */
  readonly #ending = {
    finish: (): Promise<unknown> =>
      this.finish("finished").catch((error) => this.#warn(error.message)),
    endNow: (status: RunStatus, error: RunError | undefined, closed: boolean): void => {
      if (this.#ended && !closed) return;
      // Ended already, where the process does not wait for the views.
      if (!this.#ended) this.#writeEnd(status, error, closed);
      try {
        writeLastSummary(this.opened.dir);
      } catch (problem) {
        this.#warn(`the summary is not written: ${(problem as Error).message}`);
      }
    },
  };

  /** How the run stands, as far as this process knows: how it ends from the moment on that it shall end. */
  get status(): RunStatus {
    return this.#status;
  }

  /** Whether the run has ended, or is about to. */
  get isFinished(): boolean {
    return this.#ended || this.#finishing !== undefined;
  }

  /** Throws where the run has ended. */
  assertOpen(): void {
    if (this.#ended) this.#rejectLate();
  }

  /** Appends an event to the journal. */
  log(event: RunEvent): void {
    this.assertOpen();
    this.opened.journal.append(event.type, stringifyJson(event) + "\n", event.time);
  }

  /** Brings a file in; what the disk refuses is reported, not thrown. */
  store<T>(what: string, bring: () => Promise<T>): Promise<T | undefined> {
    if (this.#ended || this.#finishing) this.#rejectLate();
    const stored = bring().catch((error: NodeJS.ErrnoException) => {
      // Node's own codes tell of a wrong argument, those of the system of a file.
      if (error.code === undefined || error.code.startsWith("ERR_")) throw error;
      this.#miss(`${what} is not stored (${error.message})`);
      return undefined;
    });
    this.#pending.add(stored);
    stored.finally(() => this.#pending.delete(stored)).catch(() => {/* The caller has it. */});
    return stored;
  }

  /** Ends the run; a second call returns the same promise. */
  finish(status: RunStatus, error?: RunError): Promise<RunSummary> {
    return this.#finishing ??= this.#finish(status, error);
  }

  async #finish(status: RunStatus, error: RunError | undefined): Promise<RunSummary> {
    this.#status = status;
    await Promise.allSettled(this.#pending);
    const trouble = flushDisplays();
    if (trouble) this.#warn(`outputs of cells may be missing: ${trouble}`);
    this.#writeEnd(status, error, true);
    const { missing, warnings } = await completeCompanion(this.opened.journal.path);
    for (const problem of missing) this.#miss(problem);
    for (const problem of warnings) this.#warn(problem);
    let summary: RunSummary | undefined;
    try {
      this.files.close();
      summary = await finishRun(this.opened.dir);
    } catch (problem) {
      this.#miss(`the views are not written (${(problem as Error).message})`);
    }
    forget(this.#ending);
    tellEnd(this.opened.dir, summary?.status ?? status);
    if (this.#mirrors && summary && summary.status !== "running") await this.#completeMirror();
    if (!summary || this.#missing.length > 0) {
      throw new IncompleteRunError(this.opened.dir, this.#missing);
    }
    return summary;
  }

  /** What a process that is gone logged is in the views now, and may not be mirrored yet. */
  async #completeMirror(): Promise<void> {
    const mirror = openTensorboard(this.opened.dir);
    try {
      await mirror.catchUp();
    } catch (error) {
      this.#warn(
        `TensorBoard's files are behind, "labbook sync" catches up: ${(error as Error).message}`,
      );
    }
    mirror.close();
  }

  /** Ends the run at the end of a block. */
  async dispose(): Promise<void> {
    if (this.#finishing) {
      await this.#finishing;
      return;
    }
    await disposing(() => this.finish("finished"), this.#failAfterwards);
  }

  /** Makes a failure of a run that has been finished. */
  readonly #failAfterwards = (error: RunError): void => {
    try {
      if (hasJournal(this.opened.dir)) {
        // Others log into it still.
        const time = Date.now();
        appendEvent(this.opened.dir, {
          type: "status",
          time,
          status: "failed",
          error,
          closed: true,
        });
        return;
      }
      editSummarySync(this.opened.dir, (summary) => {
        summary.status = "failed";
        summary.error = error;
      });
    } catch (problem) {
      this.#warn(`that it failed is not recorded: ${(problem as Error).message}`);
    }
  };

  /** Writes the last event of this process's journal. */
  #writeEnd(status: RunStatus, error: RunError | undefined, closed: boolean): void {
    const { journal } = this.opened;
    // What could not be written so far, where that can be told now.
    const before = closed ? journal.flush() : undefined;
    if (before?.works) this.log({ type: "lost", time: Date.now(), counts: before.lost });
    const event: RunEvent = {
      type: "status",
      time: Date.now(),
      status,
      ...error ? { error } : {},
      ...closed ? { closed: true } : {},
    };
    journal.append("status", stringifyJson(event) + "\n", event.time);
    if (!closed) return;
    this.#ended = true;
    const trouble = journal.flush();
    if (trouble) {
      const lost = Object.entries(trouble.lost).map(([type, count]) => `${count} of ${type}`);
      this.#miss(
        `events are lost (${
          lost.join(", ") || "all since the journal is gone"
        }): ${trouble.reason}`,
      );
    }
    journal.close();
  }

  #miss(what: string): void {
    this.#missing.push(what);
    this.#warn(what);
  }

  /** Warns once: a loop that goes wrong a million times says so once. */
  #warn(what: string): void {
    if (this.#warned) return;
    this.#warned = true;
    console.warn(`labbook: run ${this.opened.dir}: ${what}`);
  }

  #rejectLate(): never {
    throw new Error(
      `Cannot log to the run ${this.opened.name}: it has been finished; resume it with { resume: true }`,
    );
  }
}
