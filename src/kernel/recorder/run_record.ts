/** What is recorded of one run. @module */

import { join } from "node:path";
import { runPaths } from "../../store/mod.ts";
import { ConsoleLog } from "./console_log.ts";
import { PacedWork } from "./paced_work.ts";
import { notebookText, type RecordedCell } from "./recorded_cell.ts";
import { RunFigures } from "./run_figures.ts";
import type { RecorderOptions, SnapshotFiles, StartedRun } from "./types.ts";
import { writeFile } from "./write_file.ts";

/** The record of one run: its notebook, figures and console log. */
export class RunRecord {
  /** The run. */
  readonly run: StartedRun;
  /** Its figures. */
  readonly figures: RunFigures;
  /** Whether the run has ended. */
  hasEnded = false;
  readonly #options: RecorderOptions;
  readonly #cells: () => readonly RecordedCell[];
  readonly #console: ConsoleLog;
  readonly #writing = new PacedWork(() => this.#write(false));
  /** The order of the cell in which it began. */
  readonly #first: number;
  /** The order of the cell in which it ended. */
  #last = Infinity;
  #hasFailed = false;

  /** Begins the record of a run; `cells` are all that were executed, `first` is the cell that started it. */
  constructor(
    run: StartedRun,
    first: number,
    cells: () => readonly RecordedCell[],
    options: RecorderOptions,
  ) {
    this.run = run;
    this.#first = first;
    this.#cells = cells;
    this.#options = options;
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

  /** Resolves when all that was shown and printed is in the run, which can end then. */
  async flush(): Promise<void> {
    await Promise.all([this.figures.release(), this.#console.flush()]);
  }

  /** Writes the files now. */
  async snapshot(): Promise<SnapshotFiles> {
    await this.#writing.now();
    const { code } = runPaths(this.run.dir);
    return { notebook: join(code, "notebook.ipynb"), script: join(code, "session.ts") };
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

  async #write(durable: boolean): Promise<void> {
    try {
      const { dir, id, project, name } = this.run;
      const cells = this.#cells().filter(({ order }) => order <= this.#last);
      const text = notebookText(cells.map((cell) => cell.text(cell.order < this.#first)), {
        kernelspec: {
          display_name: "TypeScript (Labbook)",
          language: "typescript",
          name: "labbook",
        },
        labbook: { run: id, project, name },
        language_info: { ...this.#options.languageInfo },
      });
      await writeFile(join(runPaths(dir).code, "notebook.ipynb"), text, durable);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Tells once that something is not recorded, where the user looks. */
  #fail({ message }: Error): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const text = `What the notebook does is not recorded in full: ${message}`;
    this.#options.log(`${this.run.dir}: ${text}`);
    this.figures.warn(text);
  }
}
