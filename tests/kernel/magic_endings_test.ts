/** How runs end that no `%track stop` ends. @module */
import assert from "node:assert/strict";
import { startHeadlessKernel } from "../../src/kernel/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { kernelTest } from "../magics/magic_kernel.ts";
import { loadRun, statuses, summaryOf } from "../magics/tracked_runs.ts";

kernelTest("the kernel's end finishes the active run, and those of the code", async (kernel) => {
  await kernel.run(`%track p/active
%log loss=1
import { ExperimentTracker } from ${JSON.stringify(import.meta.resolve("../../mod.ts"))};
const own = new ExperimentTracker({ project: "p", experimentName: "own" });`);
  await kernel.close();
  assert.deepEqual(await statuses(kernel), ["p/active finished", "p/own finished"]);
  assert.deepEqual(summaryOf(kernel, "p/active").final_metrics, { loss: 1 });
});

Deno.test("the end of a kernel without a frontend finishes the active run", async () => {
  using folder = tempDir();
  const kernel = await startHeadlessKernel({ permissions: ["-A"], cwd: folder.path });
  await kernel.execute("%track p/active\n%log loss=1", { onMessage: () => {} });
  await kernel.shutdown();
  assert.deepEqual(await statuses({ folder: folder.path }), ["p/active finished"]);
});

kernelTest("%reset finishes the active run, and %track starts another", async (kernel) => {
  await kernel.run("%track p/before\n%log loss=1");
  await kernel.run("%reset -f");
  assert.equal((await kernel.run("typeof tracker")).result, '"undefined"');
  assert.equal((await kernel.run("%track")).stdout.slice(0, 16), "No run is active");
  await kernel.run("%track p/after");
  assert.deepEqual(await statuses(kernel), ["p/after running", "p/before finished"]);
});

kernelTest("code that ends its process ends the run as that says", async (kernel) => {
  const { error } = await kernel.try("%%track p/exit\n%log a=1\nDeno.exit(3);");
  assert.match(error!, /^SessionEnded: .*Deno\.exit\(3\)$/);
  const { status, error: told, final_metrics } = summaryOf(kernel, "p/exit");
  assert.deepEqual([status, told!.message, final_metrics], [
    "failed",
    "The process exited with code 3",
    { a: 1 },
  ]);
  await kernel.try("%track p/fine\nDeno.exit(0);");
  assert.equal(summaryOf(kernel, "p/fine").status, "finished");
});

kernelTest(
  "a killed session leaves a run that is recovered with all its points",
  async (kernel) => {
    const { error } = await kernel.try(`%track p/killed lr=0.1
for (let step = 0; step < 5000; step++) tracker.logMetric("loss", step, step);
Deno.kill(Deno.pid, "SIGKILL");
await new Promise(() => {});`);
    assert.match(error!, /^SessionEnded: .*killed by SIGKILL$/);
    assert.deepEqual(await statuses(kernel), ["p/killed crashed"]);
    const { metricsHistory, params } = await loadRun(kernel, "p/killed");
    assert.equal(metricsHistory.loss!.length, 5000);
    assert.deepEqual(params, { lr: 0.1 });
    await kernel.run("%track p/killed --resume\n%log loss=5000 --step 5000\n%track stop");
    assert.equal((await loadRun(kernel, "p/killed")).metricsHistory.loss!.length, 5001);
  },
);

kernelTest("what a timer logs after its cell has ended belongs to the run", async (kernel) => {
  await kernel.run(`%track p/timer
const logged = new Promise<void>((resolve) => setTimeout(() => {
  %log late=1 --step 3
  resolve();
}, 50));`);
  await kernel.run("await logged;\n%track stop");
  assert.deepEqual(summaryOf(kernel, "p/timer").final_metrics, { late: 1 });
});

kernelTest("%log in a timer after the run's end is an error that says so", async (kernel) => {
  await kernel.run(`%track p/timer
%track stop
const failed = new Promise((resolve) => setTimeout(() => {
  try {
    %log late=1
  } catch (error) {
    resolve((error as Error).message);
  }
}, 10));`);
  assert.equal(
    (await kernel.run("await failed")).result,
    '"Cannot run %log: no run is active; start one with %track project/name"',
  );
});

Deno.test("two notebooks start runs of one name at once, and each has its own", async () => {
  using folder = tempDir();
  const options = { permissions: ["-A"], cwd: folder.path };
  const kernels = await Promise.all([startHeadlessKernel(options), startHeadlessKernel(options)]);
  const cell = "%track p/same\nfor (let step = 0; step < 100; step++) {\n  %log loss=${step}\n}";
  const replies = await Promise.all(
    kernels.map((kernel) => kernel.execute(cell, { onMessage: () => {} })),
  );
  assert.deepEqual(replies.map(({ status }) => status), ["ok", "ok"]);
  await Promise.all(kernels.map((kernel) => kernel.shutdown()));
  const own = { folder: folder.path };
  assert.deepEqual(await statuses(own), ["p/same finished", "p/same-2 finished"]);
  for (const run of ["p/same", "p/same-2"]) {
    assert.equal(summaryOf(own, run).metrics.loss!.count, 100);
  }
});
