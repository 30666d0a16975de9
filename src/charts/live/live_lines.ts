/**
 * The lines of a run in a live chart, one a metric.
 *
 * @module
 */
import { globPattern, isGlob } from "../glob.ts";
import type { PointTaker } from "./followed_run.ts";
import type { LiveChartOptions } from "./live_options.ts";
import { SeriesBuffer, type SeriesOptions } from "./series_buffer.ts";

/** How many metrics are shown where none are named. */
export const MOST_PANELS = 4;

/** Which metrics a chart shows; all of its runs share it. */
export class ShownMetrics {
  /** The metrics in the order of their panels. */
  readonly names: string[];
  /** Whether there may be more to come, up to {@linkcode MOST_PANELS}. */
  readonly isOpen: boolean;
  readonly #patterns: RegExp[];

  /** The metrics that are named, in which `*` stands for anything; those that come first otherwise. */
  constructor(names: readonly string[] | undefined) {
    this.names = (names ?? []).filter((name) => !isGlob(name));
    this.#patterns = (names ?? []).filter(isGlob).map(globPattern);
    this.isOpen = names === undefined || this.#patterns.length > 0;
  }

  /** Whether the chart shows a metric. */
  has(metric: string): boolean {
    if (this.names.includes(metric)) return true;
    if (!this.isOpen || this.names.length >= MOST_PANELS) return false;
    const fits = this.#patterns.length === 0
      ? !metric.startsWith("system/")
      : this.#patterns.some((pattern) => pattern.test(metric));
    if (fits) this.names.push(metric);
    return fits;
  }
}

/** One metric of one run. */
export interface LiveLine {
  /** The points as they were logged. */
  raw: SeriesBuffer;
  /** The smoothed points; undefined where nothing is smoothed. */
  smoothed: SeriesBuffer | undefined;
}

/** An exponential mean whose first values are not drawn towards zero. */
class Smoother {
  #mean = 0;
  #share = 1;
  readonly #weight: number;

  constructor(weight: number) {
    this.#weight = weight;
  }

  next(value: number): number {
    if (!Number.isFinite(value)) return value;
    this.#mean = this.#mean * this.#weight + (1 - this.#weight) * value;
    this.#share *= this.#weight;
    return this.#mean / (1 - this.#share);
  }
}

/** Takes the points of a run, and keeps what can be seen of them. */
export class LiveLines implements PointTaker {
  /** When the run started, in milliseconds since the epoch; its first point where nobody knows. */
  startedAt = NaN;
  /** Counts what was taken: tells whether there is something new. */
  taken = 0;
  #start = NaN;
  readonly #lines = new Map<string, LiveLine & { smoother: Smoother | undefined }>();
  readonly #metrics: ShownMetrics;
  readonly #axis: NonNullable<LiveChartOptions["x"]>;
  readonly #smooth: number;
  readonly #series: SeriesOptions;

  /** `capacity` is how many columns each line keeps at most. */
  constructor(
    metrics: ShownMetrics,
    { x = "step", smooth = 0, log = false }: Pick<LiveChartOptions, "x" | "smooth" | "log">,
    capacity: number,
  ) {
    this.#metrics = metrics;
    this.#axis = x;
    this.#smooth = smooth;
    this.#series = { above: log ? 0 : -Infinity, capacity };
  }

  /** The line of a metric; undefined where the run has not logged it. */
  line(metric: string): LiveLine | undefined {
    return this.#lines.get(metric);
  }

  /** Whether the chart shows the metric. */
  wants(metric: string): boolean {
    return this.#metrics.has(metric);
  }

  /** Takes a point. */
  take(metric: string, value: number, step: number, time: number): void {
    let line = this.#lines.get(metric);
    if (line === undefined) {
      line = {
        raw: new SeriesBuffer(this.#series),
        smoothed: this.#smooth > 0 ? new SeriesBuffer(this.#series) : undefined,
        smoother: this.#smooth > 0 ? new Smoother(this.#smooth) : undefined,
      };
      this.#lines.set(metric, line);
    }
    this.taken++;
    const x = this.#place(step, time, line.raw.totals.count);
    line.raw.add(x, value);
    if (line.smoother) line.smoothed!.add(x, line.smoother.next(value));
  }

  /** Forgets all points. */
  reset(): void {
    this.taken++;
    this.#lines.clear();
  }

  #place(step: number, time: number, index: number): number {
    if (this.#axis === "step") return Number.isNaN(step) ? index : step;
    if (this.#axis === "time") return time;
    if (Number.isNaN(this.#start)) {
      this.#start = Number.isNaN(this.startedAt) ? time : this.startedAt;
    }
    return (time - this.#start) / 1000;
  }
}
