/** A curve in a line of text. @module */

const BARS = "▁▂▃▄▅▆▇█";

/** The mean of the finite values from `start` up to `end`; NaN where there are none. */
function meanOf(values: ArrayLike<number>, start: number, end: number): number {
  let [sum, count] = [0, 0];
  for (let i = start; i < end; i++) {
    if (!Number.isFinite(values[i])) continue;
    sum += values[i]!;
    count++;
  }
  return sum / count;
}

/**
 * A line of small bars that shows how values went, in order; gaps where there are none.
 *
 * @param values The values; neighbours are averaged where there are more than `width`.
 * @param width How many bars at most.
 */
export function sparkline(values: ArrayLike<number>, width: number): string {
  const buckets = Math.min(width, values.length);
  const means = Array.from({ length: buckets }, (_, i) =>
    meanOf(
      values,
      Math.floor(i * values.length / buckets),
      Math.floor((i + 1) * values.length / buckets),
    ));
  const known = means.filter(Number.isFinite);
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  return means.map((mean) => {
    if (!Number.isFinite(mean)) return " ";
    return BARS[range === 0 ? 3 : Math.round((mean - low) / range * (BARS.length - 1))];
  }).join("");
}
