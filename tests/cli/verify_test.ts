/** When a repeated run came out the same. @module */
import assert from "node:assert/strict";
import type { MetricColumns } from "../../src/store/mod.ts";
import { verifyMetrics } from "../../src/cli/rerun/verify.ts";

/** A metric with a value for each step; `undefined` is a point without a step. */
function columns(...points: [step: number | undefined, value: number][]): MetricColumns {
  return {
    step: Float64Array.from(points, ([step]) => step ?? NaN),
    value: Float64Array.from(points, ([, value]) => value),
    // Times differ always, and never matter.
    timestamp: Float64Array.from(points, () => Math.random()),
  };
}

function difference(before: MetricColumns, after: MetricColumns): string | undefined {
  const [verdict] = verifyMetrics(new Map([["m", before]]), new Map([["m", after]]));
  assert.equal(verdict!.same, verdict!.difference === undefined);
  return verdict!.difference;
}

Deno.test("verifyMetrics() compares values and steps, and takes NaN for the same as NaN", () => {
  const points = columns([0, 1], [1, NaN], [undefined, -Infinity], [2, -0]);
  assert.equal(
    difference(points, columns([0, 1], [1, NaN], [undefined, -Infinity], [2, 0])),
    undefined,
  );
  assert.equal(difference(columns(), columns()), undefined);
});

Deno.test("verifyMetrics() tells the first difference", () => {
  const cases: [MetricColumns, MetricColumns, string][] = [
    [columns([0, 1], [5, 2]), columns([0, 1], [5, 3]), "at step 5 2 became 3"],
    [columns([0, 0.1 + 0.2]), columns([0, 0.3]), "at step 0 0.30000000000000004 became 0.3"],
    [columns([undefined, 1]), columns([undefined, NaN]), "at point 1 1 became NaN"],
    [columns([1, 1], [2, 2]), columns([1, 1], [3, 2]), "step 2 became step 3"],
    [columns([1, 1]), columns([undefined, 1]), "step 1 became point 1"],
    [columns([1, 1], [2, 2]), columns([1, 1]), "2 points became 1"],
  ];
  for (const [before, after, told] of cases) assert.equal(difference(before, after), told);
});

Deno.test("verifyMetrics() misses nothing, and leaves out what the machine measures", () => {
  const one = columns([0, 1]);
  const verdicts = verifyMetrics(
    new Map([["kept", one], ["gone", one], ["system/cpu", one]]),
    new Map([["kept", one], ["new", one], ["system/memory", one]]),
  );
  assert.deepEqual(verdicts, [
    { metric: "kept", same: true, points: 1 },
    { metric: "gone", same: false, points: 1, difference: "was not logged again" },
    { metric: "new", same: false, points: 0, difference: "was not logged before" },
  ]);
});
