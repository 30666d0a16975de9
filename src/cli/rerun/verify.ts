/**
 * Whether a run that was repeated came out the same.
 *
 * @module
 */
import type { MetricColumns } from "../../store/mod.ts";
import { formatNumber } from "../../display/mod.ts";

/** What a comparison found of one metric. */
export interface MetricVerdict {
  /** The metric. */
  metric: string;
  /** Whether every point has the same value and step in both. */
  same: boolean;
  /** How many points the first run has. */
  points: number;
  /** What differs first, as a sentence; absent where nothing does. */
  difference?: string;
}

function place(step: number, i: number): string {
  return Number.isNaN(step) ? `point ${i + 1}` : `step ${step}`;
}

/** All digits where the short form would hide a difference. */
function pair(before: number, after: number): string {
  const [a, b] = [formatNumber(before), formatNumber(after)];
  return a === b ? `${before} became ${after}` : `${a} became ${b}`;
}

function firstDifference(before: MetricColumns, after: MetricColumns): string | undefined {
  const shared = Math.min(before.value.length, after.value.length);
  for (let i = 0; i < shared; i++) {
    const [stepBefore, stepAfter] = [before.step[i]!, after.step[i]!];
    if (!Object.is(stepBefore, stepAfter)) {
      return `${place(stepBefore, i)} became ${place(stepAfter, i)}`;
    }
    const [valueBefore, valueAfter] = [before.value[i]!, after.value[i]!];
    // 0 and -0 are the same number; NaN is the same as NaN.
    if (valueBefore !== valueAfter && !Object.is(valueBefore, valueAfter)) {
      return `at ${place(stepBefore, i)} ${pair(valueBefore, valueAfter)}`;
    }
  }
  return before.value.length === after.value.length
    ? undefined
    : `${before.value.length} points became ${after.value.length}`;
}

/**
 * Compares the metrics of two runs point by point: values and steps, not times. Metrics of the machine
 * (`system/…`) are left out.
 */
export function verifyMetrics(
  before: Map<string, MetricColumns>,
  after: Map<string, MetricColumns>,
): MetricVerdict[] {
  const verdicts: MetricVerdict[] = [];
  for (const [metric, columns] of before) {
    if (metric.startsWith("system/")) continue;
    const again = after.get(metric);
    const difference = again ? firstDifference(columns, again) : "was not logged again";
    const points = columns.value.length;
    verdicts.push({ metric, same: !difference, points, ...difference ? { difference } : {} });
  }
  for (const metric of after.keys()) {
    if (metric.startsWith("system/") || before.has(metric)) continue;
    verdicts.push({ metric, same: false, points: 0, difference: "was not logged before" });
  }
  return verdicts;
}
