/** Smooths a curve. @module */

/**
 * The exponential moving average as TensorBoard draws it: what the average lacks at its start, where it has seen few
 * values, is made up for. NaN and infinities stay where they are, and do not count.
 *
 * @param values The values in their order.
 * @param weight How much of the average before stays, from 0 to below 1.
 */
export function smoothed(values: Float64Array, weight: number): Float64Array {
  const result = new Float64Array(values.length);
  let average = 0;
  let missing = 1; // What the average lacks: weight to the power of the number of values.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      result[i] = value;
      continue;
    }
    average = average * weight + value * (1 - weight);
    missing *= weight;
    result[i] = average / (1 - missing);
  }
  return result;
}
