/** What charts of single values are drawn of. @module */

import type { ExperimentInfo } from "../../registry/mod.ts";
import type { ShownRuns } from "./run_channels.ts";
import type { Heading } from "./theme.ts";

/** Runs, and the metrics of which each has one value. */
export interface ComparisonInput extends ShownRuns {
  /** What stands above. */
  heading: Heading;
  /** The runs, in the order in which they started. */
  runs: readonly ExperimentInfo[];
  /** The parameters of each run, those within others under names with dots. */
  params: readonly ReadonlyMap<string, unknown>[];
  /** The metrics; one at least. */
  metrics: readonly string[];
  /** The parameter that was asked for. */
  by: string | undefined;
  /** Whether the axis of values is logarithmic. */
  log: boolean;
  /** The width of the whole in pixels. */
  width: number;
  /** The height of a panel in pixels. */
  height: number | undefined;
}

/** The smallest and the largest of the finite values; undefined where there are none. */
export function finiteRange(values: Iterable<number>): [low: number, high: number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : undefined;
}

/** Values of which the largest is so many times the smallest are spread over decades. */
const MANY_TIMES = 30;

/** Whether values are spread over decades, so that a logarithmic axis shows them best. */
export function spansDecades(values: readonly number[]): boolean {
  const range = finiteRange(values);
  return range !== undefined && range[0] > 0 && range[1] / range[0] >= MANY_TIMES;
}
