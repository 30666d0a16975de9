/** How long code takes, measured as IPython's `%timeit` does. @module */

import { formatDuration } from "./durations.ts";
import { plural } from "./numbers.ts";

/** A calibrated run is to take this long, in seconds. */
const LONG_ENOUGH = 0.2;
const MOST_LOOPS = 1_000_000_000;

/** How code is timed. */
export interface TimingOptions {
  /** How often the code is called in a run; by default so often that a run takes a fifth of a second. */
  loops?: number | undefined;
  /** How many runs there are. */
  runs: number;
  /** How many significant digits are shown. */
  digits: number;
  /** Ends the timing. */
  signal: AbortSignal;
}

/** What a timing came to; times are seconds a call. */
export class Timing {
  /** The time of each run. */
  readonly times: readonly number[];
  /** How often the code was called in each run. */
  readonly loops: number;
  readonly #digits: number;

  /** Keeps what was measured. */
  constructor(times: readonly number[], loops: number, digits: number) {
    this.times = times;
    this.loops = loops;
    this.#digits = digits;
  }

  /** The mean of the runs. */
  get average(): number {
    return this.times.reduce((sum, time) => sum + time, 0) / this.times.length;
  }

  /** The standard deviation of the runs. */
  get stdev(): number {
    const { average, times } = this;
    return Math.sqrt(times.reduce((sum, time) => sum + (time - average) ** 2, 0) / times.length);
  }

  /** The quickest run. */
  get best(): number {
    return Math.min(...this.times);
  }

  /** The slowest run. */
  get worst(): number {
    return Math.max(...this.times);
  }

  /** The line that `%timeit` shows. */
  toString(): string {
    const { average, stdev, times: { length: runs }, loops } = this;
    const [mean, spread] = [average, stdev].map((time) => formatDuration(time, this.#digits));
    const counted = `${plural(runs, "run")}, ${plural(loops, "loop")} each`;
    return `${mean} ± ${spread} per loop (mean ± std. dev. of ${counted})`;
  }

  /** A warning where the runs differ so much that something else is measured; undefined where they do not. */
  get warning(): string | undefined {
    const { best, worst } = this;
    if (this.times.length < 2 || worst <= 4 * best || worst * this.loops < 1e-3) return undefined;
    const factor = Number((worst / best).toFixed(2));
    return `The slowest run took ${factor} times longer than the fastest. This could mean that an ` +
      `intermediate result is being cached`;
  }

  /** Shows itself as its line. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": String(this) };
  }
}

/** Times code: promises that it returns are awaited, other values cost nothing. */
export async function timeCode(code: () => unknown, options: TimingOptions): Promise<Timing> {
  const { runs, digits, signal } = options;
  // The first call also warms up, and says what the code returns.
  const first = code();
  const isAsync = isThenable(first);
  if (isAsync) await first;
  const measure = (loops: number): Promise<number> | number =>
    isAsync ? timeAsync(code, loops, signal) : timeSync(code, loops);
  const loops = options.loops ?? await calibrate(measure);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    signal.throwIfAborted();
    times.push(await measure(loops) / loops);
  }
  return new Timing(times, loops, digits);
}

async function calibrate(measure: (loops: number) => Promise<number> | number): Promise<number> {
  for (let loops = 1;; loops *= 10) {
    if (await measure(loops) >= LONG_ENOUGH || loops === MOST_LOOPS) return loops;
  }
}

/** Takes the last value, so that no call can be left out as useless. */
const sink: { value?: unknown } = {};

function timeSync(code: () => unknown, loops: number): number {
  const start = performance.now();
  for (let loop = 0; loop < loops; loop++) sink.value = code();
  const time = performance.now() - start;
  sink.value = undefined;
  return time / 1000;
}

async function timeAsync(
  code: () => unknown,
  loops: number,
  signal: AbortSignal,
): Promise<number> {
  const start = performance.now();
  for (let loop = 0; loop < loops; loop++) {
    await code();
    signal.throwIfAborted();
  }
  return (performance.now() - start) / 1000;
}

function isThenable(value: unknown): boolean {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
