/**
 * The smallest useful run: finds the line through four points by gradient descent.
 *
 * ```sh
 * deno run -A examples/first_run.ts
 * ```
 *
 * @module
 */

import { ExperimentTracker } from "@labbook/labbook";

await using tracker = new ExperimentTracker({ project: "first-steps", experimentName: "line" });
const params = { learningRate: 0.1, steps: 100 };
tracker.logParams(params);

const points = [[0, 1.1], [1, 2.9], [2, 5.2], [3, 6.8]] as const;
let [slope, offset] = [0, 0];
for (let step = 0; step < params.steps; step++) {
  const errors = points.map(([x, y]) => slope * x + offset - y);
  const loss = mean(errors.map((error) => error ** 2));
  tracker.logMetrics({ loss, slope, offset }, step);
  slope -= params.learningRate * mean(errors.map((error, i) => 2 * error * points[i]![0]));
  offset -= params.learningRate * mean(errors.map((error) => 2 * error));
}

console.log(`y = ${slope.toFixed(2)} x + ${offset.toFixed(2)}, tracked in ${tracker.path}`);

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
