/** What is recorded of one run. @module */

import { join } from "node:path";
import { SESSION_SCRIPT } from "../../snapshot/mod.ts";
import { replaceFile, runPaths } from "../../store/mod.ts";
import { ConsoleLog } from "./console_log.ts";
import { PacedWork } from "./paced_work.ts";
import { notebookText, type RecordedCell } from "./recorded_cell.ts";
import { RunCode } from "./run_code.ts";
import { RunFigures } from "./run_figures.ts";
import type { SessionScript } from "./script/session_script.ts";
import type { RecorderOptions, SnapshotFiles, StartedRun } from "./types.ts";

/** Where a run begins. */
export interface CellPlace {
  /** The order of the cell that started it. */
  order: number;
  /** The session that ran it. */
  session: number;
  /** How many runs the cell has started before. */
  runs: number;
}

/** What the records of all runs have in common. */
export interface RecordContext extends RecorderOptions {
  /** All cells that were executed. */
  cells: () => readonly RecordedCell[];
  /** Makes scripts of them. */
  script: SessionScript;
}

/** The record of one run: its notebook and script, figures and console log. */
export class RunRecord {
  /** The run. */
  readonly run: StartedRun;
  /** Its figures. */
  readonly figures: RunFigures;
  /** Whether the run has ended. */
  hasEnded = false;
  readonly #context: RecordContext;
  readonly #code: RunCode;
  readonly #console: ConsoleLog;
  readonly #writing = new PacedWork(() => this.#write(false));
  /** The order of the cell in which it began. */
  readonly #first: number;
  /** The order of the cell in which it ended. */
  #last = Infinity;
  #hasFailed = false;

  /** The session in which it began. */
  readonly #session: number;
  /** How many runs the cell that started it had started before. */
  readonly #before: number;

  /** Begins the record of a run that `first`, or the cell after all that there are, has started. */
  constructor(run: StartedRun, first: CellPlace, context: RecordContext) {
    this.run = run;
    this.#first = first.order;
    this.#session = first.session;
    this.#before = first.runs;
    this.#context = context;
    this.#code = new RunCode(run, context.script, context);
    const fail = (error: Error): void => this.#fail(error);
    this.figures = new RunFigures(run, fail);
    this.#console = new ConsoleLog(runPaths(run.dir).console, fail);
  }

  /** Adds what a cell printed. */
  print(cell: RecordedCell, text: string): void {
    if (!this.#has(cell)) return;
    const label = cell.count === null ? "cell" : `cell [${cell.count}]`;
    this.#console.write(cell.order, label, text);
  }

  /** To be called when a cell has changed: it is written in `delay` milliseconds. */
  changed(delay: number): void {
    this.#writing.request(delay);
  }

  /** To be called when a cell begins or ends. */
  busy(): void {
    this.#writing.busy();
  }

  /** Resolves when all that was shown and printed is in the run, which can end then. */
  async flush(): Promise<void> {
    await Promise.all([this.figures.release(), this.#console.flush()]);
  }

  /** Writes the files now. */
  async snapshot(): Promise<SnapshotFiles> {
    await this.#writing.now();
    const { code } = runPaths(this.run.dir);
    return { notebook: join(code, "notebook.ipynb"), script: join(code, SESSION_SCRIPT) };
  }

  /** The run has ended, in the cell of this order. */
  async ended(last: number): Promise<void> {
    this.hasEnded = true;
    this.#last = last;
    await this.figures.ended();
  }

  /** Writes everything for the last time. */
  async close(): Promise<void> {
    await this.#writing.stop();
    await this.#write(true);
    await this.flush();
  }

  #has({ order }: RecordedCell): boolean {
    return order >= this.#first && order <= this.#last;
  }

  async #write(isLast: boolean): Promise<void> {
    try {
      const cells = this.#context.cells().filter(({ order }) => order <= this.#last);
      await this.#writeNotebook(cells, isLast);
      // What cells of a session before have left is gone.
      const own = cells.filter(({ session }) => session === this.#session);
      await this.#code.write(own, this.#ordinal(own), isLast);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  async #writeNotebook(cells: readonly RecordedCell[], durable: boolean): Promise<void> {
    const { dir, id, project, name } = this.run;
    const text = notebookText(cells.map((cell) => cell.text(cell.order < this.#first)), {
      kernelspec: {
        display_name: "TypeScript (Labbook)",
        language: "typescript",
        name: "labbook",
      },
      labbook: { run: id, project, name },
      language_info: { ...this.#context.languageInfo },
    });
    await replaceFile(join(runPaths(dir).code, "notebook.ipynb"), text, durable);
  }

  /** How many runs the script starts before this one: those of cells that failed are not in it. */
  #ordinal(cells: readonly RecordedCell[]): number {
    return cells.reduce(
      (sum, { order, end, runs }) => sum + (order < this.#first && end === "ok" ? runs : 0),
      this.#before,
    );
  }

  /** Tells once that something is not recorded, where the user looks. */
  #fail({ message }: Error): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const text = `What the notebook does is not recorded in full: ${message}`;
    this.#context.log(`${this.run.dir}: ${text}`);
    this.figures.warn(text);
  }
}
