/**
 * What a summary keeps of a metric: count, last, smallest and largest point.
 *
 * @module
 */
import type { MetricPoint, MetricSummary } from "./summary.ts";
import type { MetricColumns } from "./metric_columns.ts";
import { toIso } from "./timestamps.ts";

/** A point whose step is NaN where none was given, and whose time is in milliseconds. */
function point(value: number, step: number, timestamp: number): MetricPoint {
  return { value, step: Number.isNaN(step) ? null : step, timestamp: toIso(timestamp) };
}

/** Follows one metric, point by point, without keeping the points. */
export class MetricTally {
  /** How many points there are. */
  count = 0;
  #last = NaN;
  #lastStep = NaN;
  #lastTime = NaN;
  #min = NaN;
  #minStep = NaN;
  #minTime = NaN;
  #max = NaN;
  #maxStep = NaN;
  #maxTime = NaN;

  /** Takes a point in; of equal values the first is the smallest, and the largest. */
  add(value: number, step: number, timestamp: number): void {
    this.count++;
    this.#last = value;
    this.#lastStep = step;
    this.#lastTime = timestamp;
    if (value < this.#min || (this.#min !== this.#min && value === value)) {
      this.#min = value;
      this.#minStep = step;
      this.#minTime = timestamp;
    }
    if (value > this.#max || (this.#max !== this.#max && value === value)) {
      this.#max = value;
      this.#maxStep = step;
      this.#maxTime = timestamp;
    }
  }

  /** The smallest or the largest point, NaN left out; null where there is none. */
  best(mode: "min" | "max"): MetricPoint | null {
    if (Number.isNaN(this.#min)) return null;
    return mode === "min"
      ? point(this.#min, this.#minStep, this.#minTime)
      : point(this.#max, this.#maxStep, this.#maxTime);
  }

  /** As summary.json holds it. */
  summary(): MetricSummary {
    return {
      count: this.count,
      last: point(this.#last, this.#lastStep, this.#lastTime),
      min: this.best("min"),
      max: this.best("max"),
    };
  }
}

/** The summary of a metric's points. */
export function summarizeColumns(columns: MetricColumns): MetricSummary {
  const tally = new MetricTally();
  for (let i = 0; i < columns.value.length; i++) {
    tally.add(columns.value[i]!, columns.step[i]!, columns.timestamp[i]!);
  }
  return tally.summary();
}

/** Joins the summaries of two stretches of one metric. */
export function joinMetricSummaries(earlier: MetricSummary, later: MetricSummary): MetricSummary {
  const pick = (mode: "min" | "max"): MetricPoint | null => {
    const a = earlier[mode];
    const b = later[mode];
    if (!a || !b) return a ?? b;
    return (mode === "min" ? b.value < a.value : b.value > a.value) ? b : a;
  };
  return {
    count: earlier.count + later.count,
    last: later.last,
    min: pick("min"),
    max: pick("max"),
  };
}
