/** Smooths as TensorBoard does. @module */

import assert from "node:assert/strict";
import fc from "fast-check";
import { smoothed } from "../../src/charts/smoothing.ts";

Deno.test("the average is that of TensorBoard, with what it lacks at its start made up for", () => {
  // Worked out by hand: each is the mean of all values so far, weighted by 0.5 to the power of their age.
  const values = smoothed(Float64Array.from([1, 3, 2]), 0.5);
  assert.deepEqual([...values], [
    1,
    (0.5 * 3 + 0.25 * 1) / 0.75,
    (0.5 * 2 + 0.25 * 3 + 0.125) / 0.875,
  ]);
});

Deno.test("a constant stays what it is, and a smoothed curve stays within its values", () => {
  const weight = fc.double({ min: 0, max: 0.999, noNaN: true });
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });
  fc.assert(fc.property(values, weight, (list, smooth) => {
    const [low, high] = [Math.min(...list), Math.max(...list)];
    for (const value of smoothed(Float64Array.from(list), smooth)) {
      assert.ok(value >= low - 1e-6 && value <= high + 1e-6);
    }
  }));
});

Deno.test("NaN and infinities stay where they are, and do not count", () => {
  const values = smoothed(Float64Array.from([NaN, 2, Infinity, -Infinity, 2]), 0.9);
  assert.deepEqual([values[0], values[2], values[3]], [NaN, Infinity, -Infinity]);
  assert.ok(Math.abs(values[1]! - 2) < 1e-12 && Math.abs(values[4]! - 2) < 1e-12);
});
