/**
 * Runs single cells, and stops those that take too long.
 *
 * @module
 */
import type { HeadlessKernel } from "../kernel/mod.ts";
import { type Cell, hasTag, Outputs } from "../nbformat/mod.ts";

/** How long an interrupted cell has to end, in milliseconds. */
const GRACE = 10_000;

/** An error that ended a cell. */
export interface CellFailure {
  /** The cell. */
  cell: Cell;
  /** The error's name. */
  name: string;
  /** The error's message. */
  message: string;
  /** The lines that show it, with ANSI colours. */
  traceback: string[];
  /** Whether the cell is tagged `raises-exception`: the notebook goes on. */
  isExpected: boolean;
  /** Whether the cell could not be stopped: the kernel runs nothing more. */
  isStuck: boolean;
}

/** When cells are stopped. */
export interface StopOptions {
  /** How long a cell may take, in milliseconds; for ever by default. */
  timeout?: number;
  /** Stops the running cell. */
  signal?: AbortSignal;
}

/** Runs cells in a kernel, one after the other. */
export class CellRunner {
  readonly #kernel: HeadlessKernel;
  readonly #options: StopOptions;
  readonly #outputs = new Outputs();

  /** Makes a runner for a notebook's cells. */
  constructor(kernel: HeadlessKernel, options: StopOptions) {
    this.#kernel = kernel;
    this.#options = options;
  }

  /** Runs a cell, which takes up its outputs; returns the error that ended it. */
  async run(cell: Cell): Promise<CellFailure | undefined> {
    using stop = new Stop(this.#kernel, this.#options);
    const running = this.#kernel.execute(cell.source, {
      ...cell.id === undefined ? {} : { cellId: cell.id },
      metadata: cell.metadata,
      onMessage: (message) => this.#outputs.add(cell, message),
    });
    const reply = await Promise.race([running, stop.gaveUp]);
    if (reply !== undefined && reply.status === "ok") return undefined;
    const isStuck = reply === undefined;
    if (stop.isLate) {
      const message = `The cell took longer than ${this.#options.timeout! / 1000} s`;
      return this.#stopped(cell, "TimeoutError", message, isStuck);
    }
    if (isStuck) return this.#stopped(cell, "KeyboardInterrupt", "The cell did not stop", isStuck);
    const { ename = "Error", evalue = "", traceback = [] } = reply;
    const isExpected = hasTag(cell, "raises-exception") && !this.#options.signal?.aborted;
    return { cell, name: ename, message: evalue, traceback, isExpected, isStuck };
  }

  /** Tells in the cell why it was stopped. */
  #stopped(cell: Cell, name: string, message: string, isStuck: boolean): CellFailure {
    const traceback = [`${name}: ${message}`];
    const content = { ename: name, evalue: message, traceback };
    this.#outputs.add(cell, { msg_type: "error", content });
    return { cell, name, message, traceback, isExpected: false, isStuck };
  }
}

/** Interrupts the running cell when its time is over or the user asks for it. */
class Stop implements Disposable {
  readonly #kernel: HeadlessKernel;
  readonly #signal: AbortSignal | undefined;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #given = Promise.withResolvers<undefined>();
  #interrupted = false;
  /** Whether its time was over. */
  isLate = false;
  /** Resolves once the cell was interrupted and did not end. */
  readonly gaveUp: Promise<undefined> = this.#given.promise;

  constructor(kernel: HeadlessKernel, { timeout, signal }: StopOptions) {
    this.#kernel = kernel;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#interrupt);
    if (timeout !== undefined) {
      this.#later(timeout, () => {
        this.isLate = !this.#interrupted;
        this.#interrupt();
      });
    }
  }

  readonly #interrupt = (): void => {
    if (this.#interrupted) return;
    this.#interrupted = true;
    this.#later(GRACE, () => this.#given.resolve(undefined));
    this.#kernel.interrupt().catch(this.#given.reject);
  };

  #later(ms: number, then: () => void): void {
    this.#timers.add(setTimeout(then, ms));
  }

  [Symbol.dispose](): void {
    this.#signal?.removeEventListener("abort", this.#interrupt);
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
