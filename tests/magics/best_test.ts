import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { textsOf, THREE_RUNS } from "./tracked_runs.ts";

kernelTest(
  "%best shows the best run, by what the metric's name says or as it is told",
  async ({ run }) => {
    await run(THREE_RUNS);
    const best = async (call: string): Promise<string> =>
      textsOf(await run(`%best ${call}`))[0]!.split(" ")[0]!;
    assert.equal(await best("val/loss"), "p/lr0.001");
    assert.equal(await best("val/loss max"), "p/lr0.1");
    assert.equal(await best("accuracy"), "p/lr0.001");
    assert.equal(await best("accuracy min"), "p/lr0.1");
    assert.equal(await best("accuracy --project p --where 'params.lr > 0.005'"), "p/lr0.01");
    const assigned = await run("const found = %best accuracy\nfound?.name");
    assert.deepEqual([assigned.result, assigned.displays.length], ['"lr0.001"', 0]);
  },
);

kernelTest("%best of a metric that no run has names the nearest, and is null", async (kernel) => {
  const { run } = kernel;
  assert.equal(
    (await kernel.try("%best loss")).error,
    'Error: Cannot tell the best run: none has the metric "loss"',
  );
  await run("%%track p/one\ntracker.logMetric('val/loss', 1);");
  assert.equal(
    (await kernel.try("%best val/los")).error,
    'Error: Cannot tell the best run: none has the metric "val/los": did you mean "val/loss"?',
  );
  assert.equal((await run("const found = %best loss\nfound")).result, "null");
});

kernelTest("%best says what is wrong with its arguments", async (kernel) => {
  const wrong: [call: string, error: string][] = [
    ["", "TypeError: Cannot tell the best run: no metric is given, expected %best METRIC"],
    ["a mx", "TypeError: Cannot tell the best run: the mode is mx, expected min or max"],
    ["${5}", "TypeError: Cannot take the metric: got 5, expected a text"],
    ["a min b", 'TypeError: Cannot run %best with "b": expected at most 2 arguments'],
  ];
  for (const [call, error] of wrong) {
    assert.equal((await kernel.try(`%best ${call}`)).error, error);
  }
});
