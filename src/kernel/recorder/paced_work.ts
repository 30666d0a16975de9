/** Work beside the running cells that takes little of their time. @module */

/** How many times as long as the work took it rests. */
const REST = 19;
/** After how long without a cell that begins or ends it does not rest, in milliseconds. */
const QUIET_TIME = 100;

/**
 * Work that is done again and again, one at a time: as soon as it is asked for, but in a twentieth of all time
 * at most while one cell follows the other. What is asked for meanwhile is one more round.
 */
export class PacedWork {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  #restUntil = 0;
  #isAgain = false;

  /** Does nothing yet. */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Asks for the work, `delay` milliseconds from now at the latest; that of cells goes before. */
  request(delay = 0): void {
    const at = Math.max(performance.now() + delay, this.#restUntil);
    if (at >= this.#dueAt) return;
    this.#dueAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), Math.max(0, at - performance.now()));
  }

  /** A cell begins or ends: what was asked for is done when none does for a while. */
  busy(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      if (this.#dueAt < Infinity) this.#run();
    }, QUIET_TIME);
  }

  /** Does the work now; resolves when it is done. */
  async now(): Promise<void> {
    await this.#running;
    await this.#run();
  }

  /** Drops what was asked for; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#drop();
    await this.#running;
    this.#drop();
    clearTimeout(this.#quiet);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
  }

  #run(): Promise<void> {
    if (this.#running !== undefined) {
      // It may have begun before what is to be seen to.
      this.#isAgain = true;
      return this.#running;
    }
    this.#drop();
    const start = performance.now();
    return this.#running = this.#work().finally(() => {
      this.#running = undefined;
      const end = performance.now();
      this.#restUntil = end + REST * (end - start);
      if (!this.#isAgain) return;
      this.#isAgain = false;
      this.request();
      this.busy();
    });
  }
}
