/** How numbers are spread. @module */

/** What sums numbers up. */
export interface Spread {
  /** How many finite numbers there are. */
  count: number;
  /** The smallest. */
  low: number;
  /** The largest. */
  high: number;
  /** The mean. */
  mean: number;
  /** The standard deviation of a sample; 0 for one number. */
  deviation: number;
}

/** Sums numbers up; NaN and infinities do not count, and without any number all is NaN. */
export function summarize(values: readonly number[]): Spread {
  const finite = values.filter(Number.isFinite);
  const count = finite.length;
  if (count === 0) return { count, low: NaN, high: NaN, mean: NaN, deviation: NaN };
  const mean = finite.reduce((sum, value) => sum + value / count, 0);
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = count === 1 ? 0 : Math.sqrt(squares / (count - 1));
  return { count, low: Math.min(...finite), high: Math.max(...finite), mean, deviation };
}
