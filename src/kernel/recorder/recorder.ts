/** Keeps what cells do while runs are active. @module */

import { resolve } from "node:path";
import { Outputs } from "../../nbformat/mod.ts";
import { notebookOfCell } from "./cell_uri.ts";
import { type CapturedFigure, displayId, figureOf, stepOf } from "./captured_figure.ts";
import { FigureNames } from "./figure_names.ts";
import { OutputLimits } from "./output_limits.ts";
import { isIgnored, RecordedCell } from "./recorded_cell.ts";
import { type CellPlace, nextNumber, type RecordContext, RunRecord } from "./run_record.ts";
import { SessionScript } from "./script/session_script.ts";
import { Turns } from "./turns.ts";
import type {
  CellEnd,
  CellOutput,
  CellStart,
  EndedRun,
  RecorderOptions,
  SnapshotFiles,
  StartedRun,
} from "./types.ts";

/** How many executed cells are kept. */
const MOST_CELLS = 10_000;
/** How many characters of outputs are kept, while a run is active and while none is. */
const MOST_OUTPUTS = { active: 50_000_000, idle: 16_000_000 };
/** After how long a cell that goes on is written, in milliseconds. */
const CELL_TIME = 3000;
/** After how long without an update a display counts as settled, in milliseconds. */
const SETTLE_TIME = 2000;
/** For how many runs that have ended figures may still change. */
const MOST_ENDED = 20;

/** A cell that is recorded, with what only matters while it says something. */
interface Execution {
  cell: RecordedCell;
  limits: OutputLimits;
  names: FigureNames;
}

/** A display that updates change. */
interface Shown {
  cells: Set<RecordedCell>;
  figure?: CapturedFigure;
}

/**
 * Records executed cells into the active runs: the notebook and the script of what was executed, figures, and
 * what was printed. Nothing makes a cell wait, and nothing throws but what is asked for.
 */
export class Recorder {
  readonly #context: RecordContext;
  readonly #outputs = new Outputs();
  readonly #executions = new Map<number, Execution>();
  readonly #shown = new Map<string, Shown>();
  #cells: RecordedCell[] = [];
  #ids = new Set<string>();
  #order = 0;
  #session = 0;
  #running: Execution | undefined;
  #records: RunRecord[] = [];
  readonly #places = new Map<string, CellPlace>();
  #ended: RunRecord[] = [];
  /** How many records are being written for the last time. */
  #closing = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<unknown> = Promise.resolve();

  /** Begins without any cell. */
  constructor(options: RecorderOptions) {
    const shared = { ...options };
    const script = new SessionScript(shared);
    this.#context = Object.assign(shared, {
      script,
      cells: () => this.#cells,
      turns: new Turns(),
    });
  }

  /** A cell begins. Some are never kept: silent and empty ones, and those that say so of themselves. */
  begin(start: CellStart): void {
    this.#running = undefined;
    const notebook = this.#context.notebook ?? notebookOfCell(start.cellId);
    if (notebook !== undefined) this.#context.notebook = notebook;
    if (start.silent || start.source.trim() === "" || isIgnored(start)) return;
    const cell = new RecordedCell(start, this.#order++, this.#session, this.#ids);
    const names = new FigureNames(start.source, start.count);
    const execution = { cell, limits: new OutputLimits(), names };
    this.#ids.add(cell.id);
    this.#cells.push(cell);
    this.#executions.set(start.id, execution);
    this.#running = execution;
    this.#changed(CELL_TIME);
    for (const record of this.#records) record.busy();
  }

  /** A message is published for a cell, maybe after its end. */
  output(id: number, message: CellOutput): void {
    const execution = this.#executions.get(id);
    if (execution === undefined) return;
    const { cell, limits } = execution;
    const { msg_type, content } = message;
    const bounded = limits.bound(message);
    if (bounded !== undefined) this.#outputs.add(cell.cell, bounded);
    cell.changed();
    if (msg_type === "stream") this.#print(cell, String(content.text));
    else if (msg_type === "error") this.#print(cell, tracebackOf(content));
    else if (msg_type !== "clear_output") this.#display(execution, message);
    this.#changed(CELL_TIME);
  }

  /** A cell has ended. */
  end(id: number, { status }: CellEnd): void {
    const execution = this.#executions.get(id);
    if (this.#running === execution) this.#running = undefined;
    if (execution === undefined) return;
    execution.cell.end = status;
    this.#store();
    this.#bound();
    this.#changed(0);
    for (const record of this.#records) record.busy();
    const over = this.#records.filter(({ hasEnded }) => hasEnded);
    if (over.length > 0) this.#finish(over);
  }

  /** A run was started, by the cell that runs where there is one. */
  runStarted(run: StartedRun): void {
    if (this.#find(run.dir) !== undefined) return;
    const cell = this.#running?.cell;
    const { order, session, runs } = cell ??
      { order: this.#order, session: this.#session, runs: 0 };
    if (cell !== undefined) cell.runs++;
    const before = this.#places.get(run.dir);
    this.#finish(this.#records.filter((record) => record.run.dir === run.dir));
    // A run that is resumed began where it began.
    const first = before?.session === session
      ? before
      : { order, session, runs, number: nextNumber(run.dir) };
    this.#places.set(run.dir, first);
    this.#records.push(new RunRecord(run, first, this.#context, this.#work));
    this.#changed(0);
  }

  /** A run has ended; the cell in which it did is recorded to its end. */
  runEnded({ dir }: EndedRun): void {
    const record = this.#find(dir);
    if (record === undefined) return;
    const cell = this.#running?.cell;
    this.#later(record.ended(cell?.order ?? this.#order - 1));
    if (cell === undefined) this.#finish([record]);
  }

  /** The session has ended, and with it what its cells have left, and its runs. */
  sessionEnded(): void {
    this.#session++;
    this.#store();
    const last = this.#running?.cell.order ?? this.#order - 1;
    const records = this.#active();
    for (const record of records) this.#later(record.abandoned(last));
    if (this.#running === undefined) this.#finish(records);
  }

  /** Names the figures that a cell shows from now on. */
  figureName(id: number, name: string): void {
    const names = this.#executions.get(id)?.names;
    if (names !== undefined) names.chosen = name;
  }

  /** Resolves when all displays so far are stored in the runs, which can end then. */
  async flush(): Promise<void> {
    await Promise.all([...this.#records, ...this.#ended].map((record) => record.flush()));
  }

  /** Resolves when the files of all runs have what was executed so far. */
  async settled(): Promise<void> {
    await this.#work;
    await Promise.all(this.#active().map((record) => record.snapshot()));
  }

  /**
   * Writes the files of the newest active run now; undefined where none is active.
   *
   * @throws {Error} If they cannot be written.
   */
  async snapshot(): Promise<SnapshotFiles | undefined> {
    return await this.#records.findLast(({ hasEnded }) => !hasEnded)?.snapshot();
  }

  /** Ends all records: the kernel ends. */
  async close(): Promise<void> {
    clearTimeout(this.#settling);
    this.#store();
    this.#finish(this.#records);
    await this.#work;
    await this.flush();
  }

  #find(dir: string): RunRecord | undefined {
    const path = resolve(dir);
    return this.#records.find(({ run, hasEnded }) => !hasEnded && resolve(run.dir) === path);
  }

  #active(): RunRecord[] {
    return this.#records.filter(({ hasEnded }) => !hasEnded);
  }

  /** Whether a record has yet to be written. */
  get #isNeeded(): boolean {
    return this.#records.length + this.#closing > 0;
  }

  #changed(delay: number): void {
    for (const record of this.#records) record.changed(delay);
  }

  #print(cell: RecordedCell, text: string): void {
    for (const record of this.#records) record.print(cell, text);
  }

  #later(work: Promise<void>): void {
    this.#work = Promise.all([this.#work, work]);
  }

  /** Writes records for the last time; their figures may still change. */
  #finish(records: RunRecord[]): void {
    this.#records = this.#records.filter((record) => !records.includes(record));
    this.#ended = [...this.#ended, ...records].slice(-MOST_ENDED);
    for (const record of records) {
      this.#closing++;
      this.#later(
        record.close().then(() => {
          this.#closing--;
          this.#forget();
        }),
      );
    }
  }

  /** Lets go of what only records need. */
  #forget(): void {
    if (this.#isNeeded) return;
    for (const cell of this.#cells) cell.changed();
    this.#bound();
  }

  #display({ cell, names }: Execution, message: CellOutput): void {
    const { msg_type, content } = message;
    const id = displayId(content);
    const isUpdate = msg_type === "update_display_data";
    const shown = id === undefined ? undefined : this.#shown.get(id);
    // Under an id that is shown already, a display changes what is shown.
    for (const other of shown?.cells ?? []) other.changed();
    if (isUpdate && shown === undefined) return;
    const kept: Shown = shown ?? { cells: new Set() };
    if (!isUpdate) kept.cells.add(cell);
    if (id !== undefined) this.#shown.set(id, kept);
    const bundle = figureOf(content);
    if (bundle === undefined) return;
    const known = kept.figure;
    if (known !== undefined) {
      const records = [...this.#records, ...this.#ended].filter(({ figures }) =>
        figures.has(known)
      );
      for (const { figures } of records) figures.add(known, bundle);
      if (records.length > 0) this.#settle();
      return;
    }
    const active = this.#active();
    if (isUpdate || active.length === 0) return;
    const step = stepOf(message);
    const figure = { name: names.next(step), step };
    for (const { figures } of active) figures.add(figure, bundle);
    if (id === undefined) this.#store();
    else kept.figure = figure;
  }

  /** Stores the figures that wait. */
  #store(): void {
    for (const { figures } of [...this.#records, ...this.#ended]) figures.store();
  }

  /** Stores a display that changes when it no longer does, or at the end of the cell that runs. */
  #settle(): void {
    clearTimeout(this.#settling);
    if (this.#running !== undefined) return;
    this.#settling = setTimeout(() => this.#store(), SETTLE_TIME);
  }

  /** Keeps the memory of cells within bounds: outputs of the oldest go first. */
  #bound(): void {
    for (const [id, { cell }] of this.#executions) {
      if (this.#executions.size <= MOST_CELLS) break;
      this.#executions.delete(id);
      this.#ids.delete(cell.id);
    }
    if (this.#cells.length > MOST_CELLS) this.#cells = this.#cells.slice(-MOST_CELLS);
    const most = this.#isNeeded ? MOST_OUTPUTS.active : MOST_OUTPUTS.idle;
    let size = this.#cells.reduce((sum, cell) => sum + cell.size, 0);
    for (const cell of this.#cells) {
      if (size <= most) return;
      size -= cell.size;
      cell.dropLargeOutputs();
      size += cell.size;
    }
  }
}

function tracebackOf({ ename, evalue, traceback }: CellOutput["content"]): string {
  const lines = Array.isArray(traceback) && traceback.length > 0
    ? traceback
    : [`${ename}: ${evalue}`];
  return `${lines.join("\n")}\n`;
}
