import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { loadRun } from "./tracked_runs.ts";

kernelTest("%log logs numbers, with their step", async (kernel) => {
  await kernel.run(`%track p/a
%log loss=1 train/loss=-1e-3 "my metric"=2.5 --step 10
const value = 5, step = 11;
%log loss=\${value * 2} other=\${value} --step \${step}
for (let i = 0; i < 3; i++) {
  %log each=\${i} --step \${i}
}
%log loss=\${await Promise.resolve(3)}
%log bad=NaN low=-Infinity high=\${Infinity}
%track stop`);
  const { metricsHistory } = await loadRun(kernel, "p/a");
  const points = (name: string): unknown[] =>
    metricsHistory[name]!.map(({ step, value }) => [step, value]);
  assert.deepEqual(points("loss"), [[10, 1], [11, 10], [null, 3]]);
  assert.deepEqual(points("train/loss"), [[10, -0.001]]);
  assert.deepEqual(points("my metric"), [[10, 2.5]]);
  assert.deepEqual(points("other"), [[11, 5]]);
  assert.deepEqual(points("each"), [[0, 0], [1, 1], [2, 2]]);
  assert.deepEqual(
    ["bad", "low", "high"].map((name) => metricsHistory[name]![0]!.value),
    [NaN, -Infinity, Infinity],
  );
});

kernelTest("%log keeps names that every object has", async (kernel) => {
  await kernel.run(
    '%track p/a\n%log __proto__=1 constructor=2 toString=3 "<b>x</b>"=4\n%track stop',
  );
  const { summary } = await loadRun(kernel, "p/a");
  assert.deepEqual(Object.entries(summary.final_metrics), [
    ["__proto__", 1],
    ["constructor", 2],
    ["toString", 3],
    ["<b>x</b>", 4],
  ]);
});

const WRONG: [call: string, error: string][] = [
  ["", "TypeError: Cannot log: no metric is given, expected such as %log loss=0.25"],
  ["5", 'TypeError: Cannot run %log with "5": expected key=value'],
  ["a==1", 'TypeError: Cannot run %log with "a==1": expected key=value'],
  ["a=x", 'TypeError: Cannot take the metric a: got "x", expected a number'],
  ["a=", 'TypeError: Cannot take the metric a: got "", expected a number'],
  ["a=true", 'TypeError: Cannot log metric "a": the value is true (boolean), expected a number'],
  ["a=${1n}", 'TypeError: Cannot log metric "a": the value is 1 (bigint), expected a number'],
  ["a=1 b=null", 'TypeError: Cannot log metric "b": the value is null, expected a number'],
  ["a=1 --step x", 'TypeError: Cannot take --step: got "x", expected a number'],
  [
    "a=1 --step 1.5",
    'TypeError: Cannot log metric "a": the step is 1.5 (number), expected a safe integer',
  ],
  ["a=1 --step ${null}", "TypeError: Cannot take --step: got null, expected a number"],
  [
    "a=1 --epoch 2",
    'TypeError: Cannot run %log with "--epoch": expected one of --step',
  ],
];

kernelTest("%log of something else is an error, and nothing of it is logged", async (kernel) => {
  assert.equal(
    (await kernel.try("%log a=1")).error,
    "Error: Cannot run %log: no run is active; start one with %track project/name",
  );
  await kernel.run("%track p/a");
  for (const [call, error] of WRONG) {
    assert.equal((await kernel.try(`%log ${call}`)).error, error, call);
  }
  await kernel.run("%track stop");
  assert.deepEqual(Object.keys((await loadRun(kernel, "p/a")).metricsHistory), []);
});
