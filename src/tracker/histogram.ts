/**
 * Histograms of values.
 *
 * @module
 */
import type { Histogram } from "../store/mod.ts";

const DEFAULT_BINS = 30;

/**
 * Counts values in bins of equal width.
 *
 * @param values The values; those that are not finite are left out.
 * @param bins How many bins; 30 by default.
 * @returns The histogram; without bins where no value is finite.
 * @throws {RangeError} If `bins` is no whole number from 1 to 10,000.
 */
export function histogramOf(values: ArrayLike<number>, bins: number = DEFAULT_BINS): Histogram {
  if (!Number.isInteger(bins) || bins < 1 || bins > 10_000) {
    throw new RangeError(`Cannot make a histogram of ${bins} bins: expected 1 to 10000`);
  }
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let sumSquares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    sumSquares += value * value;
  }
  if (min > max) return { edges: [], counts: [], min: 0, max: 0, sum: 0, sumSquares: 0 };
  // One value many times: a bin of some width around it.
  const low = min === max ? min - 0.5 : min;
  const width = min === max ? 1 : max - min;
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + (width * i) / bins);
  edges[bins] = low + width;
  const counts: number[] = new Array(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.floor(((value - low) / width) * bins));
    counts[bin] = counts[bin]! + 1;
  }
  return { edges, counts, min, max, sum, sumSquares };
}

/** Whether a value is an array of numbers, typed or not. */
export function isNumbers(values: unknown): values is ArrayLike<number> {
  if (Array.isArray(values)) return values.every((value) => typeof value === "number");
  return ArrayBuffer.isView(values) && !(values instanceof DataView) &&
    !(values instanceof BigInt64Array) && !(values instanceof BigUint64Array);
}
