/**
 * Progress bars: on standard error, only where a person watches, only for what takes a while.
 *
 * @module
 */
import { formatDuration, truncate } from "../display/mod.ts";
import { errorOutput } from "./terminal.ts";

/** For how many milliseconds nothing is shown: most work is done by then. */
const PATIENCE = 1000;
/** How often the bar moves, at most and, while the work leaves time for it, at least. */
const REDRAW = 100;
const BAR_WIDTH = 24;

/** A progress bar; `using` takes it off the screen. */
export class Progress implements Disposable {
  readonly #label: string;
  #total: number;
  readonly #started = performance.now();
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #done = 0;
  #what = "";
  #drawn = -Infinity;

  /** Begins work of `total` parts, of which `label` says what it is. */
  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
    if (errorOutput.isTerminal) this.#timer = setInterval(() => this.#draw(), REDRAW);
  }

  /** Tells that `done` parts are done, what is being worked on, and how many parts there are. */
  update(done: number, what = "", total: number = this.#total): void {
    this.#done = done;
    this.#total = total;
    this.#what = what;
    this.#draw();
  }

  #draw(): void {
    const now = performance.now();
    const elapsed = now - this.#started;
    if (!errorOutput.isTerminal || elapsed < PATIENCE || now - this.#drawn < REDRAW) return;
    this.#drawn = now;
    const share = Math.min(1, this.#done / this.#total);
    const bar = "━".repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, "─");
    const time = this.#done > 0 && share < 1
      ? `${formatDuration(Math.ceil(elapsed * (1 - share) / share / 1000) * 1000)} left`
      : formatDuration(Math.floor(elapsed / 1000) * 1000);
    const line = `${this.#label} ${bar} ${this.#done}/${this.#total}  ${time}  ${this.#what}`;
    errorOutput.write(`\r\x1b[2K${truncate(line, (errorOutput.width ?? 80) - 1)}`);
  }

  /** Takes the bar off the screen. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    if (this.#drawn > 0) errorOutput.write("\r\x1b[2K");
  }
}

/** Does something for each item, one after the other, below a progress bar. */
export async function eachWithProgress<T>(
  label: string,
  items: T[],
  nameOf: (item: T) => string,
  work: (item: T) => Promise<void>,
): Promise<void> {
  using progress = new Progress(label, items.length);
  for (const [i, item] of items.entries()) {
    progress.update(i, nameOf(item));
    await work(item);
  }
}
