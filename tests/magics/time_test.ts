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

kernelTest("a cell that fails has its time, too", async (kernel) => {
  const failed = await kernel.try("%%time\nthrow new RangeError('no');");
  assert.equal(failed.error, "RangeError: no");
  assert.match(failed.stdout, TIME);
});
