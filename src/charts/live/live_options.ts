/**
 * What a live chart is told.
 *
 * @module
 */
import { resolve } from "node:path";

/** What a live chart shows. */
export interface LiveChartOptions {
  /** The run folders. */
  dirs: readonly string[];
  /** The metrics, one panel each; by default the first four that are logged, `system/` left out. */
  metrics?: readonly string[];
  /** What the x axis shows: steps by default, times, or seconds since the run began. */
  x?: "step" | "time" | "relative";
  /** How much curves are smoothed, from 0 to less than 1; 0 by default. */
  smooth?: number;
  /** Whether the y axis is logarithmic; false by default. */
  log?: boolean;
}

const AXES: readonly unknown[] = ["step", "time", "relative"];

/**
 * Checks what a live chart is told, which may have come from another process.
 *
 * @throws {TypeError} If it is of another form. A RangeError where the smoothing is out of its range.
 */
export function checkLiveOptions(value: unknown): LiveChartOptions {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`Cannot draw a live chart: got ${value}, expected options`);
  }
  const { dirs, metrics, x, smooth, log } = value as Record<string, unknown>;
  if (!areTexts(dirs) || dirs.length === 0) {
    throw new TypeError(`Cannot draw a live chart: dirs is ${show(dirs)}, expected run folders`);
  }
  const options: LiveChartOptions = { dirs: dirs.map((dir) => resolve(dir)) };
  if (metrics !== undefined) {
    if (!areTexts(metrics)) {
      throw new TypeError(
        `Cannot draw a live chart: metrics is ${show(metrics)}, expected names of metrics`,
      );
    }
    if (metrics.length > 0) options.metrics = [...new Set(metrics)];
  }
  if (x !== undefined) {
    if (!AXES.includes(x)) {
      throw new TypeError(
        `Cannot draw a live chart: x is ${show(x)}, expected "step", "time" or "relative"`,
      );
    }
    options.x = x as NonNullable<LiveChartOptions["x"]>;
  }
  if (smooth !== undefined) {
    if (typeof smooth !== "number" || !(smooth >= 0 && smooth < 1)) {
      throw new RangeError(
        `Cannot draw a live chart: smooth is ${show(smooth)}, expected a number from 0 to below 1`,
      );
    }
    options.smooth = smooth;
  }
  if (log !== undefined) {
    if (typeof log !== "boolean") {
      throw new TypeError(`Cannot draw a live chart: log is ${show(log)}, expected a boolean`);
    }
    options.log = log;
  }
  return options;
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
