/** Middle values and spreads. @module */

/** The middle of some measurements, and how far they lay apart. */
export interface Spread {
  /** The median. */
  median: number;
  /** The smallest. */
  low: number;
  /** The largest. */
  high: number;
}

/** The value below which a share of the values lies; NaN where there are none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** The median; NaN where there are no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** The median and the spread of the repetitions of a measurement. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}
