import assert from "node:assert/strict";
import { kernelTest } from "./magic_kernel.ts";

const TIME =
  /^CPU times: user [\d.e+]+ \S+, sys: [\d.e+]+ \S+, total: [\d.e+]+ \S+\nWall time: [\d.]+ \S+\n$/;

kernelTest("%time shows how long a line takes, and gives its value", async ({ run }) => {
  const value = await run("%time 6 * 7");
  assert.match(value.stdout, TIME);
  assert.equal(value.result, "42");

  const awaited = await run("%time await Promise.resolve('there')");
  assert.match(awaited.stdout, TIME);
  assert.equal(awaited.result, '"there"');
});

kernelTest("what %time and %%time run declares names for later cells", async ({ run }) => {
  assert.match((await run("%time const x = 5")).stdout, TIME);
  assert.match((await run("%%time\nconst y = x + 1;\nconst z = await y;")).stdout, TIME);
  assert.equal((await run("[x, y, z]")).result, "[ 5, 6, 6 ]");
});

kernelTest("a cell of nothing but %%time has its time, and no value", async ({ run }) => {
  const { stdout, result } = await run("%%time");
  assert.match(stdout, TIME);
  assert.equal(result, undefined);
});

kernelTest("a cell that fails has its time, too", async (kernel) => {
  const failed = await kernel.try("%%time\nthrow new RangeError('no');");
  assert.equal(failed.error, "RangeError: no");
  assert.match(failed.stdout, TIME);
});

kernelTest("%time waits for a promise, and passes it on", async ({ run }) => {
  await run("const slow = () => new Promise((go) => setTimeout(() => go('done'), 50));");
  const last = await run("%time slow()");
  assert.equal(last.result, '"done"');
  assert(wall(last.stdout) >= 0.04, last.stdout);
  const assigned = await run(
    "const value = %time slow()\nconst isPromise = value instanceof Promise;\n`${isPromise} ${await value}`",
  );
  assert.equal(assigned.result, '"true done"');
  assert(wall(assigned.stdout) >= 0.04, assigned.stdout);
});

kernelTest("%time works in a function that is not asynchronous", async ({ run }) => {
  await run("function twice(n: number) {\n  %time const half = n\n  return half * 2;\n}");
  const { result, stdout } = await run("twice(21)");
  assert.equal(result, "42");
  assert.match(stdout, TIME);
});

/** The seconds on the wall. */
function wall(text: string): number {
  const [, time, unit] = /^Wall time: ([\d.]+) (\S+)$/m.exec(text)!;
  return Number(time) / (unit === "ms" ? 1000 : unit === "s" ? 1 : 1e9);
}
