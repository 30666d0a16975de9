/** Which runs of a comparison are best. @module */

import { type ExperimentInfo, metricDirection } from "../registry/mod.ts";

/** A run's best value of a metric at any step; NaN where it has none. */
export function bestValue(run: ExperimentInfo, metric: string): number {
  const { metrics } = run.summary;
  const summary = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  return summary?.[metricDirection(metric)]?.value ?? NaN;
}

/** A run's last value of a metric; undefined where it has none. */
export function lastValue(run: ExperimentInfo, metric: string): number | undefined {
  return Object.hasOwn(run.metrics, metric) ? run.metrics[metric] : undefined;
}

/** The places of the runs, the best by a metric first; of equal ones the newer, and those without a value last. */
export function placesByValue(
  runs: readonly ExperimentInfo[],
  metric: string | undefined,
): number[] {
  const sign = metric !== undefined && metricDirection(metric) === "min" ? 1 : -1;
  const score = runs.map((run) => {
    const value = metric === undefined ? NaN : bestValue(run, metric) * sign;
    return Number.isNaN(value) ? Infinity : value;
  });
  return [...runs.keys()].sort((a, b) => score[a] === score[b] ? b - a : score[a]! - score[b]!);
}

/** The places of the best `count` runs by a metric, in the order of the runs. */
export function bestRuns(
  runs: readonly ExperimentInfo[],
  metric: string | undefined,
  count: number,
): number[] {
  return placesByValue(runs, metric).slice(0, count).sort((a, b) => a - b);
}
