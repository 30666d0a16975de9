/**
 * A chart that follows runs while they log.
 *
 * @module
 */
import { FollowedRun } from "./followed_run.ts";
import { type FrameRun, type LiveBundle, liveFrame } from "./live_frame.ts";
import { LiveLines, ShownMetrics } from "./live_lines.ts";
import type { LiveChartOptions } from "./live_options.ts";

/** How long an update waits for the one before it, in milliseconds: a page draws no more than two a second. */
const UPDATE_TIME = 500;
/** How long nothing new comes until a chart whose cell is over is given its final form. */
const QUIET_TIME = 2000;
/** How long all that was logged is read at most, where it is to be final. */
const FINISH_TIME = 10_000;
/** How many columns of points the lines of a metric keep together; the more runs, the fewer points each is drawn by. */
const KEPT_COLUMNS = 4096;
const LEAST_COLUMNS = 64;
/** Twice the pixels of the widest panel. */
const MOST_COLUMNS = 1200;
/** How often journals are looked at. */
const LOOK_TIME = 250;
/** How long a run is read until others get their turn. */
const READ_TIME = 50;

/** Takes what is to be displayed; `final` where it is interactive, and nothing more is expected soon. */
export type EmitChart = (bundle: LiveBundle, state: { final: boolean }) => void;

/**
 * Follows runs by their files, and gives what is to be displayed: at most two updates a second, only where there is
 * something new, and the interactive chart of all points when the runs have ended.
 */
export class LiveChart {
  /** Resolves when all runs have ended and their final chart was given; rejects where one cannot be read or drawn. */
  readonly ended: Promise<void>;
  readonly #options: LiveChartOptions;
  readonly #emit: EmitChart;
  readonly #metrics: ShownMetrics;
  readonly #runs: { run: FollowedRun; lines: LiveLines }[];
  readonly #done = Promise.withResolvers<void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> | undefined;
  #isStopped = false;
  #isSettled = false;
  /** What had been taken when the chart was last given, and when that was. */
  #shown = { taken: -1, at: -Infinity, final: false };
  #lastNew = -Infinity;

  /** Begins nothing yet. */
  constructor(options: LiveChartOptions, emit: EmitChart) {
    this.#options = options;
    this.#emit = emit;
    this.#metrics = new ShownMetrics(options.metrics);
    const share = Math.floor(KEPT_COLUMNS / options.dirs.length);
    const capacity = Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, share));
    this.#runs = options.dirs.map((dir) => {
      const lines = new LiveLines(this.#metrics, options, capacity);
      return { run: new FollowedRun(dir, lines), lines };
    });
    this.ended = this.#done.promise;
    // Whoever waits for the end is told; nobody has to.
    this.ended.catch(() => {});
  }

  /** What is shown until the first points were read: the whole chart but its curves. */
  first(): LiveBundle {
    for (const { run } of this.#runs) run.identify();
    return this.#frame();
  }

  /** Begins to follow; the first frame comes after the first look at the journals. */
  start(): void {
    this.#schedule(0);
  }

  /** The cell that shows the chart runs again or is over: only then does quiet make it final. */
  settle(isSettled = true): void {
    this.#isSettled = isSettled;
  }

  /** Gives the final chart of all that is there now, if that is not what is shown; goes on. */
  async finish(): Promise<void> {
    await this.#exclusively(async () => {
      // A writer may be faster than its reader.
      const deadline = performance.now() + FINISH_TIME;
      while (await this.#read() && performance.now() < deadline) { /* All that is there. */ }
      await this.#showFinal();
    });
  }

  /** Ends it; what is displayed stays. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#done.resolve();
  }

  #schedule(time: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), time);
  }

  async #tick(): Promise<void> {
    const hasMore = await this.#exclusively(() => this.#step());
    if (hasMore !== undefined) this.#schedule(hasMore ? 0 : LOOK_TIME);
  }

  /** One thing at a time; an error ends the chart. */
  async #exclusively<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    while (this.#work !== undefined) await this.#work;
    if (this.#isStopped) return undefined;
    const running = work();
    this.#work = running.then(() => {}, () => {});
    try {
      return await running;
    } catch (error) {
      this.#isStopped = true;
      this.#done.reject(error);
      return undefined;
    } finally {
      this.#work = undefined;
    }
  }

  async #step(): Promise<boolean> {
    const hasMore = await this.#read();
    const now = performance.now();
    if (!hasMore && this.#runs.every(({ run }) => run.hasEnded)) {
      await this.#showFinal();
      this.stop();
      return false;
    }
    const isNew = this.#taken() !== this.#shown.taken;
    if (isNew && now - this.#shown.at >= UPDATE_TIME) this.#show(this.#frame(), false);
    else if (!isNew && this.#isSettled && now - this.#lastNew >= QUIET_TIME) {
      await this.#showFinal();
    }
    return hasMore;
  }

  /** Reads what is new; whether there is more already. */
  async #read(): Promise<boolean> {
    const before = this.#taken();
    let hasMore = false;
    for (const { run } of this.#runs) {
      if (await run.poll(READ_TIME)) hasMore = true;
    }
    if (this.#taken() !== before) this.#lastNew = performance.now();
    return hasMore;
  }

  #taken(): number {
    return this.#runs.reduce((sum, { lines }) => sum + lines.taken, 0);
  }

  #frameRuns(): FrameRun[] {
    return this.#runs.map(({ run, lines }) => ({
      id: run.id,
      project: run.project,
      name: run.name,
      params: run.params,
      lines,
    }));
  }

  #frame(): LiveBundle {
    return liveFrame(this.#metrics, this.#frameRuns(), this.#options);
  }

  async #showFinal(): Promise<void> {
    if (this.#shown.final && this.#taken() === this.#shown.taken) return;
    const { finalBundle } = await import("./final_bundle.ts");
    const bundle = await finalBundle(
      this.#frameRuns(),
      this.#loggedMetrics(),
      this.#metrics,
      this.#options,
    );
    this.#show(bundle, true);
  }

  #loggedMetrics(): string[] {
    return this.#metrics.names.filter((name) => this.#runs.some(({ lines }) => lines.line(name)));
  }

  #show(bundle: LiveBundle, final: boolean): void {
    this.#shown = { taken: this.#taken(), at: performance.now(), final };
    if (!this.#isStopped) this.#emit(bundle, { final });
  }
}
