/** The figures that the recorder brings into one run. @module */

import { existsSync } from "node:fs";
import {
  addFigure,
  editSummary,
  type FigureBundle,
  type FigureEntry,
  finishRun,
  hasJournal,
  joinRunLater,
  type JournalWriter,
  type RunEvent,
  runState,
  StoredFiles,
  storeFigure,
} from "../../store/mod.ts";
import type { CapturedFigure } from "./captured_figure.ts";
import type { StartedRun } from "./types.ts";

/** The figures of one run, stored one after the other, with a journal of the kernel's own. */
export class RunFigures {
  readonly #run: StartedRun;
  readonly #onError: (error: Error) => void;
  readonly #files: StoredFiles;
  /** What is in the run; null while it is on its way. */
  readonly #entries = new WeakMap<CapturedFigure, FigureEntry | null>();
  readonly #waiting = new Map<CapturedFigure, FigureBundle>();
  #journal: JournalWriter | undefined;
  #work: Promise<void> = Promise.resolve();

  /** `onError` is told what could not be stored. */
  constructor(run: StartedRun, onError: (error: Error) => void) {
    this.#run = run;
    this.#onError = onError;
    this.#files = new StoredFiles(run.dir, []);
  }

  /** Whether a figure is in the run, or on its way. */
  has(figure: CapturedFigure): boolean {
    return this.#entries.has(figure) || this.#waiting.has(figure);
  }

  /** Takes a figure up, or its new state; it is stored when {@linkcode store} is called next. */
  add(figure: CapturedFigure, bundle: FigureBundle): void {
    this.#waiting.set(figure, bundle);
  }

  /** Stores the figures that wait; resolves when they are in the run. */
  store(): Promise<void> {
    if (this.#waiting.size === 0) return this.#work;
    const figures = [...this.#waiting];
    this.#waiting.clear();
    for (const [figure, bundle] of figures) {
      if (!this.#entries.has(figure)) this.#entries.set(figure, null);
      this.#then(() => this.#store(figure, bundle));
    }
    return this.#then(() => this.#files.close());
  }

  /** Notes something in the run that is no figure. */
  warn(text: string): Promise<void> {
    const event: RunEvent = { type: "snapshot", time: Date.now(), warnings: [text] };
    return this.#then(() => this.#log(event));
  }

  /**
   * Stores what waits, and lets go of the run's journal, so that the run can end; it is taken up again where it
   * is needed.
   */
  release(): Promise<void> {
    this.store();
    return this.#then(() => this.#closeJournal());
  }

  /** To be called when its own process has ended the run. */
  async ended(): Promise<void> {
    await this.release();
    // Our journal may have kept that process from writing the views.
    await this.#then(async () => {
      const { dir } = this.#run;
      if (hasJournal(dir) && runState(dir) === "dead") await finishRun(dir);
    });
  }

  #then(work: () => void | Promise<void>): Promise<void> {
    return this.#work = this.#work.then(work).catch(this.#onError);
  }

  async #store(figure: CapturedFigure, bundle: FigureBundle): Promise<void> {
    const { dir } = this.#run;
    // Else the folder would come back with nothing but a figure.
    if (!existsSync(dir)) throw new Error(`the folder ${dir} is gone`);
    const before = this.#entries.get(figure);
    const { name, step } = figure;
    const entry = await storeFigure(this.#files, bundle, name, step, before ?? undefined);
    const replaces = before === null ? {} : { replaces: true as const };
    await this.#log({ type: "figure", time: entry.time, entry, ...replaces });
    this.#entries.set(figure, entry);
  }

  async #log(event: Extract<RunEvent, { type: "figure" | "snapshot" }>): Promise<void> {
    const { dir, project, name } = this.#run;
    if (this.#journal === undefined && !hasJournal(dir)) {
      await editSummary(dir, (summary) => {
        if (event.type === "figure") addFigure(summary.figures, event.entry, event.replaces);
        else summary.warnings.push(...event.warnings ?? []);
      });
      return;
    }
    if (this.#journal === undefined) {
      const start = { project, name, description: "", tags: [], helper: true as const };
      const opened = await joinRunLater(dir, start, (reason) => this.#onError(new Error(reason)));
      this.#journal = opened.journal;
    }
    this.#journal.append(event.type, JSON.stringify(event) + "\n", event.time);
  }

  #closeJournal(): void {
    const journal = this.#journal;
    if (journal === undefined) return;
    this.#journal = undefined;
    const time = Date.now();
    journal.append("close", JSON.stringify({ type: "close", time }) + "\n", time);
    const trouble = journal.flush();
    journal.close();
    if (trouble !== undefined) throw new Error(trouble.reason);
  }
}
