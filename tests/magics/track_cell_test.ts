/** `%%track`: a run for a cell. @module */
import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";
import { statuses, summaryOf, textsOf } from "./tracked_runs.ts";

kernelTest(
  "%%track finishes the run with its cell, and leaves the cell its value",
  async (kernel) => {
    const done = await kernel.run(`%%track p/done lr=0.1
for (let step = 0; step < 3; step++) tracker.logMetrics({ loss: 1 / (step + 1) }, step);
const value = "value";
value`);
    assert.match(textsOf(done)[0]!, /^p\/done · ● running\n/);
    assert.equal(done.displays.length, 1);
    assert.equal(done.result, '"value"');
    const { status, error, metrics } = summaryOf(kernel, "p/done");
    assert.deepEqual([status, error, metrics.loss!.count], ["finished", null, 3]);
    assert.equal((await kernel.run("value")).result, '"value"');
  },
);

kernelTest("a cell that throws fails its run, with the message and the place", async (kernel) => {
  const failed = await kernel.try(`%%track p/failed
const before = 1;
tracker.logMetric("loss", before);
throw new RangeError("no luck");`);
  assert.equal(failed.error, "RangeError: no luck");
  const { status, error, final_metrics } = summaryOf(kernel, "p/failed");
  assert.deepEqual([status, final_metrics], ["failed", { loss: 1 }]);
  assert.equal(error!.message, "RangeError: no luck");
  assert.match(
    error!.stack!,
    /^RangeError: no luck\ncell \[1\], line 4, column 7\n[^]*> 4 \| throw new RangeError/,
  );
  assert.equal((await kernel.run("before")).result, "1");

  await kernel.try(
    "%%track p/deep\nfunction inner() {\n  null!.x;\n}\nasync function outer() {\n  await null;\n  inner();\n}\nawait outer();",
  );
  const { stack } = summaryOf(kernel, "p/deep").error!;
  assert.match(stack!, /at inner \(cell \[3\]:3:9\)\n\s*at outer \(cell \[3\]:7:3\)/);
  assert.doesNotMatch(stack!, /labbook|magic/);

  assert.equal(
    (await kernel.try('%%track p/text\nthrow "just text";')).error,
    'string: "just text"',
  );
  assert.equal(summaryOf(kernel, "p/text").status, "failed");
});

kernelTest("a cell that is no program starts no run", async (kernel) => {
  assert.match((await kernel.try("%%track p/a\nconst x = ;")).error!, /^SyntaxError/);
  assert.match((await kernel.try("%%track p/a --bogus\nf();")).error!, /^TypeError/);
  assert.deepEqual(await statuses(kernel), []);
});

kernelTest("an interrupt kills the run of its cell, in a loop and in an await", async (kernel) => {
  const loop = await kernel.interruptAt(
    "begun",
    '%%track p/loop\ntracker.logMetric("loss", 1);\nconsole.log("begun");\nfor (;;) {}',
  );
  assert.match(loop.error!, /^KeyboardInterrupt/);
  const waits = await kernel.interruptAt(
    "begun",
    '%%track p/waits\nconsole.log("begun");\nawait new Promise(() => setTimeout(() => {}, 1e9));',
  );
  assert.match(waits.error!, /^KeyboardInterrupt/);
  assert.deepEqual(await statuses(kernel), ["p/loop killed", "p/waits killed"]);
  assert.deepEqual(summaryOf(kernel, "p/loop").final_metrics, { loss: 1 });
  assert.equal((await kernel.run("%%track p/next\n1 + 1")).result, "2");
});

kernelTest("an interrupt of a later cell leaves the run of %track going", async (kernel) => {
  await kernel.run("%track p/on");
  await kernel.interruptAt("begun", 'console.log("begun");\nfor (;;) {}');
  await kernel.run("%log loss=1\n%track stop");
  assert.equal(summaryOf(kernel, "p/on").status, "finished");
});

kernelTest("a cell may end its run itself", async (kernel) => {
  await kernel.run(
    '%%track p/self\ntracker.logMetric("a", 1);\nawait tracker.finish("failed");\nnull',
  );
  await kernel.run("%%track p/stopped\n%track stop\nnull");
  await kernel.run("%%track p/inner\n%track p/other\ntracker.name");
  assert.deepEqual(await statuses(kernel), [
    "p/inner finished",
    "p/other running",
    "p/self failed",
    "p/stopped finished",
  ]);
});

kernelTest("other magics stand within %%track, and %track within %%time", async (kernel) => {
  const nested = await kernel.run(`%%track p/nested
%time tracker.logMetric("a", 1)
%log b=2
%param lr=0.1`);
  assert.match(nested.stdout, /^CPU times: .*\nWall time: .*\n$/);
  const { status, final_metrics, params } = summaryOf(kernel, "p/nested");
  assert.deepEqual([status, final_metrics, params], ["finished", { a: 1, b: 2 }, { lr: 0.1 }]);
  const timed = await kernel.run("%%time\n%track p/timed\n%log a=1");
  assert.match(timed.stdout, /^CPU times: /);
  assert.deepEqual((await statuses(kernel)).at(-1), "p/timed running");
});

kernelTest("a cell of nothing but %%track is a run", async (kernel) => {
  await kernel.run("%%track p/empty");
  const unnamed = await kernel.run("%%track\ntracker.name");
  assert.match(unnamed.result!, /^"run-\d{8}-\d{6}"$/);
  assert.equal((await kernel.run("%track")).stdout.slice(0, 16), "No run is active");
  assert.deepEqual((await statuses(kernel))[0], "p/empty finished");
});
