import assert from "node:assert/strict";
import { timeCode, Timing } from "../../magics/timing.ts";
import { kernelTest } from "./magic_kernel.ts";

const { signal } = new AbortController();

Deno.test("code that returns promises is awaited, other code is called in a plain loop", async () => {
  let running = 0;
  let most = 0;
  const asynchronous = async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
  };
  await timeCode(asynchronous, { loops: 10, runs: 2, digits: 3, signal });
  assert.equal(most, 1);

  let calls = 0;
  const timing = await timeCode(() => calls++, { loops: 10, runs: 3, digits: 3, signal });
  assert.deepEqual([calls, timing.loops, timing.times.length], [31, 10, 3]);
});

Deno.test("an interrupt ends a timing between two calls", async () => {
  const controller = new AbortController();
  let calls = 0;
  const code = () => {
    if (++calls === 5) controller.abort(new Error("interrupted"));
    return Promise.resolve();
  };
  await assert.rejects(
    timeCode(code, { loops: 100, runs: 3, digits: 3, signal: controller.signal }),
    { name: "Error", message: "interrupted" },
  );
  assert.equal(calls, 5);
});

Deno.test("a timing reads as IPython writes it", () => {
  const timing = new Timing([0.012, 0.013], 1000, 3);
  assert.equal(
    String(timing),
    "12.5 ms ± 500 μs per loop (mean ± std. dev. of 2 runs, 1,000 loops each)",
  );
  assert.equal(
    String(new Timing([2], 1, 3)),
    "2 s ± 0 ns per loop (mean ± std. dev. of 1 run, 1 loop each)",
  );
  assert.deepEqual([timing.best, timing.worst, timing.warning], [0.012, 0.013, undefined]);
});

Deno.test("runs that differ a lot come with a warning", () => {
  assert.equal(
    new Timing([0.01, 0.05], 100, 3).warning,
    "The slowest run took 5 times longer than the fastest. This could mean that an intermediate " +
      "result is being cached",
  );
});

kernelTest("%timeit times an expression, and a cell", async (kernel) => {
  const { run } = kernel;
  await run("let calls = 0;");
  const line = await run("%timeit -n 10 -r 2 calls++");
  assert.match(
    line.stdout,
    /^[\d.]+ \S+ ± [\d.]+ \S+ per loop \(mean ± std\. dev\. of 2 runs, 10 loops each\)\n$/,
  );
  assert.equal(line.result, undefined);
  assert.equal((await run("calls")).result, "21");

  const cell = await run("%%timeit -n 3 -r 1\nconst step = 2;\ncalls += step;");
  assert.match(cell.stdout, /of 1 run, 3 loops each\)\n$/);
  assert.equal((await run("[calls, typeof step]")).result, '[ 29, "undefined" ]');

  const quiet = await run(
    "const timing = %timeit -q -n 1 -r 4 await Promise.resolve()\ntiming.times.length",
  );
  assert.deepEqual([quiet.stdout, quiet.result], ["", "4"]);

  const wrong = await kernel.try("%timeit -n none calls++");
  assert.equal(
    wrong.error,
    'RangeError: Cannot run %timeit: --loops is "none", expected a whole number from 1',
  );
});

kernelTest("an interrupt stops %timeit of code that never waits", async (kernel) => {
  await kernel.run(
    "let calls = 0; const work = () => { if (++calls === 1000) console.log('ready'); };",
  );
  for (const call of ["work()", "Promise.resolve(work())"]) {
    await kernel.run("calls = 0;");
    const { error } = await kernel.interruptAt("ready", `%timeit -n 1000000000000 ${call}`);
    assert.equal(error, "KeyboardInterrupt: The cell was interrupted");
    assert.equal((await kernel.run("1 + 1")).result, "2");
  }
});
