/** What is recorded of one run. @module */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { SESSION_SCRIPT } from "../../snapshot/mod.ts";
import { replaceFile, runPaths } from "../../store/mod.ts";
import { ConsoleLog } from "./console_log.ts";
import { PacedWork } from "./paced_work.ts";
import { notebookText, type RecordedCell } from "./recorded_cell.ts";
import { RunCode } from "./run_code.ts";
import { RunFigures } from "./run_figures.ts";
import { startedRuns } from "./started_runs.ts";
import type { SessionScript } from "./script/session_script.ts";
import type { Turns } from "./turns.ts";
import type { RecorderOptions, SnapshotFiles, StartedRun } from "./types.ts";

/** Where a run begins. */
export interface CellPlace {
  /** The order of the cell that started it. */
  order: number;
  /** The session that ran it. */
  session: number;
  /** How many runs the cell has started before. */
  runs: number;
  /** Which record of the run it is: another kernel may have left one, whose files stay as they are. */
  number: number;
}

/** The name of a record's notebook. */
function notebookName(number: number): string {
  return number === 1 ? "notebook.ipynb" : `notebook-${number}.ipynb`;
}

/** The number of a new record of a run. */
export function nextNumber(dir: string): number {
  let number = 1;
  while (existsSync(join(runPaths(dir).code, notebookName(number)))) number++;
  return number;
}

/** What the records of all runs have in common. */
export interface RecordContext extends RecorderOptions {
  /** All cells that were executed. */
  cells: () => readonly RecordedCell[];
  /** Makes scripts of them. */
  script: SessionScript;
  /** Whose turn it is to write: the bytes of all at once would be too many. */
  turns: Turns;
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
  readonly #code: RunCode | undefined;
  readonly #console: ConsoleLog;
  readonly #writing = new PacedWork(() => this.#write(false));
  readonly #first: CellPlace;
  /** The order of the cell in which it ended. */
  #last = Infinity;
  #hasFailed = false;
  /** Why the files were not written the last time. */
  #problem: Error | undefined;
  /** Where the run was recorded before, the files are those of that record until it is done. */
  readonly #ready: Promise<unknown>;

  /** Begins the record of a run that began in the cell `first`; nothing is written until `ready`. */
  constructor(
    run: StartedRun,
    first: CellPlace,
    context: RecordContext,
    ready: Promise<unknown>,
  ) {
    this.run = run;
    this.#ready = ready;
    this.#first = first;
    this.#context = context;
    // A run that is resumed keeps the code of its beginning.
    const isKept = run.saveCode !== false && first.number === 1;
    if (isKept) this.#code = new RunCode(run, context.script, context);
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

  /**
   * Writes the files now.
   *
   * @throws {Error} If they cannot be written.
   */
  async snapshot(): Promise<SnapshotFiles> {
    await this.#writing.now();
    const { code } = runPaths(this.run.dir);
    if (this.#problem !== undefined) {
      throw new Error(`Cannot write the snapshot into ${code}: ${this.#problem.message}`);
    }
    const notebook = join(code, notebookName(this.#first.number));
    return { notebook, script: join(code, SESSION_SCRIPT) };
  }

  /** The run has ended, in the cell of this order. */
  async ended(last: number): Promise<void> {
    this.#end(last);
    await this.figures.ended();
  }

  /** The process of the run has ended, in the cell of this order; the run is to be recovered. */
  async abandoned(last: number): Promise<void> {
    this.#end(last);
    await this.figures.release();
  }

  #end(last: number): void {
    this.hasEnded = true;
    this.#last = last;
  }

  /** Writes everything for the last time. */
  async close(): Promise<void> {
    await this.#writing.stop();
    await this.#write(true);
    await this.flush();
  }

  #has({ order }: RecordedCell): boolean {
    return order >= this.#first.order && order <= this.#last;
  }

  async #write(isLast: boolean): Promise<void> {
    try {
      // Those who write before have their turn.
      await this.#ready;
      await this.#context.turns.take(async () => {
        await this.#console.flush();
        const cells = this.#context.cells().filter(({ order }) => order <= this.#last);
        await this.#writeNotebook(cells, isLast);
        // What cells of a session before have left is gone.
        const own = cells.filter(({ session }) => session === this.#first.session);
        await this.#code?.write(own, this.#ordinal(own), isLast);
      });
      this.#problem = undefined;
    } catch (error) {
      this.#problem = error as Error;
      this.#fail(this.#problem);
    }
  }

  async #writeNotebook(cells: readonly RecordedCell[], durable: boolean): Promise<void> {
    const { dir, id, project, name, saveCode } = this.run;
    if (saveCode === false) return;
    const text = notebookText(cells.map((cell) => cell.text(cell.order < this.#first.order)), {
      kernelspec: {
        display_name: "TypeScript (Labbook)",
        language: "typescript",
        name: "labbook",
      },
      labbook: { run: id, project, name },
      language_info: { ...this.#context.languageInfo },
    });
    await replaceFile(join(runPaths(dir).code, notebookName(this.#first.number)), text, durable);
  }

  /** How many runs the script starts before this one. */
  #ordinal(cells: readonly RecordedCell[]): number {
    const before = cells.filter(({ order }) => order < this.#first.order);
    return before.reduce((sum, cell) => sum + startedRuns(cell), this.#first.runs);
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
