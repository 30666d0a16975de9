/** Which cell the running code belongs to, also when it runs later: in timers, after awaits. @module */

import { AsyncLocalStorage } from "node:async_hooks";

/** The user interrupted the cell. */
export class KeyboardInterrupt extends Error {
  /** The error that an interrupted cell ends with. */
  constructor() {
    super("The cell was interrupted");
    this.name = "KeyboardInterrupt";
  }
}

/** What the runtime knows of one execution of a cell. */
export class CellContext {
  /** Whether the user interrupted it: none of its code is to go on. */
  stopped = false;
  /** Rejects a wait of the cell's code, for each that is pending. */
  readonly waits = new Set<(error: Error) => void>();
  /** Ends a pending timer of the cell, for each. */
  readonly timers = new Set<() => void>();
  /** Tells its fetches of an interrupt; made when the first begins. */
  abort: AbortController | undefined;

  /** Makes the context of the execution with this number. */
  constructor(readonly number: number) {}

  /** Stops all that the cell waits for. */
  stop(): void {
    this.stopped = true;
    const error = new KeyboardInterrupt();
    for (const clear of this.timers) clear();
    this.timers.clear();
    this.abort?.abort(error);
    for (const reject of this.waits) reject(error);
    this.waits.clear();
  }
}

const storage = new AsyncLocalStorage<CellContext | undefined>();
// Bound before the user's code can replace them.
const getStore = storage.getStore.bind(storage);
const enterWith = storage.enterWith.bind(storage);
const run = storage.run.bind(storage) as AsyncLocalStorage<CellContext | undefined>["run"];

/** The cells of which something may still run: the current one, and those with pending timers or waits. */
const contexts = new Map<number, CellContext>();

let current: CellContext | undefined;
let latest = 0;
let enteredAt = 0;
const now = performance.now.bind(performance);
/** How long after the beginning of a cell the runtime may still tell of rejections before it, in milliseconds. */
const REJECTION_TIME = 50;

/** The context of the code that runs now; undefined outside all cells. */
export function cellContext(): CellContext | undefined {
  return getStore();
}

/** The number of the cell that what happens now belongs to; where that is unknown, of the newest one. */
export function cellNumber(): number {
  return getStore()?.number ?? latest;
}

/**
 * The context of the code whose promise was rejected with an error of these calls. The runtime tells of it a
 * moment later, when the next cell may have begun already.
 */
export function rejectingCell(frames: readonly { url: string }[]): CellContext | undefined {
  const context = cellContext();
  if (context === undefined || context !== current || now() - enteredAt > REJECTION_TIME) {
    return context;
  }
  const url = frames.findLast((frame) => /^cell-\d+\.ts$/.test(frame.url))?.url;
  const number = url === undefined ? context.number : Number(url.slice(5, -3));
  return number === context.number ? context : contexts.get(number) ?? new CellContext(number);
}

/** Begins a cell: what is called from here on, now or later, belongs to it. */
export function enterCell(number: number): void {
  for (const context of contexts.values()) {
    if (context.waits.size === 0 && context.timers.size === 0) contexts.delete(context.number);
  }
  current = new CellContext(number);
  latest = number;
  enteredAt = now();
  contexts.set(number, current);
  enterWith(current);
}

/** Ends the main flow of the current cell. */
export function leaveCell(): void {
  enterWith(undefined);
  current = undefined;
}

/** Runs `body` as part of a cell that may have ended. */
export function inCell<Result>(context: CellContext | undefined, body: () => Result): Result {
  return run(context, body);
}

/** Stops the running cell; where none runs, everything that earlier cells left running. */
export function interruptCells(): void {
  if (current !== undefined) current.stop();
  else for (const context of contexts.values()) context.stop();
}
