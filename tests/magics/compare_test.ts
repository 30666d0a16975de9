import assert from "node:assert/strict";
import { kernelTest, type Shown } from "./magic_kernel.ts";
import { summaryOf, textsOf, THREE_RUNS } from "./tracked_runs.ts";

const VEGA = "application/vnd.vegalite.v5+json";

/** All values of the data of a specification. */
function valuesIn({ data }: Shown): string {
  return JSON.stringify(data[VEGA]);
}

kernelTest("%compare draws runs, and shows a table of what differs", async ({ run }) => {
  await run(THREE_RUNS);
  const { displays: [chart, table], result } = await run("%compare");
  assert.deepEqual(Object.keys(chart!.data), [VEGA, "image/svg+xml", "image/png", "text/plain"]);
  assert.equal(Reflect.get(chart!.metadata, "labbook"), undefined);
  assert.deepEqual(table!.metadata, { labbook: { figure: false } });
  assert.match(
    String(chart!.data["text/plain"]),
    /^p: 3 runs\n\nrun +val\/loss +accuracy +lr +optimizer /,
  );
  assert.match(String(table!.data["text/plain"]), /\nlr0\.001 +0\.001 +adam +★ 0\.06 +★ 0\.999 /);
  assert.equal(result, undefined);
});

kernelTest("%compare takes runs, patterns and options", async ({ run }) => {
  await run(THREE_RUNS);
  const chart = async (call: string): Promise<string> =>
    valuesIn((await run(`%compare ${call}`)).displays[0]!);
  const two = await chart("lr0.1 p/lr0.01 --metrics val/loss");
  assert(two.includes("lr0.01") && !two.includes("lr0.001") && !two.includes("accuracy"));
  const last = await chart("p/* --last 2");
  assert(last.includes("lr0.001") && !last.includes('"lr0.1"'));
  for (
    const options of [
      "--kind bars --by optimizer",
      "--kind scatter --by lr",
      "--kind parallel",
      "--x relative --smooth 0.5 --log",
      "--x time --where 'params.lr < 1' --project p",
      "${['lr0.1', 'lr0.01'][0]} lr0.001",
    ]
  ) assert((await run(`%compare ${options}`)).displays.length === 2, options);
  const table = await run("%compare --kind table");
  assert.deepEqual(table.displays.map(({ data }) => Object.keys(data)), [[
    "text/html",
    "text/plain",
  ]]);
  const assigned = await run(
    "const comparison = %compare --last 2\n[comparison.constructor.name, typeof comparison.spec]",
  );
  assert.deepEqual([assigned.result, assigned.displays.length], [
    '[ "ComparisonChart", "object" ]',
    0,
  ]);
});

kernelTest(
  "a chart of %compare is a figure of the active run, its table is none",
  async (kernel) => {
    await kernel.run(THREE_RUNS);
    await kernel.run("%track p/report\n%figure comparison");
    await kernel.run("%figure comparison\n%compare lr*");
    await kernel.run("%track stop");
    assert.deepEqual(
      summaryOf(kernel, "p/report").figures.map(({ name, files }) => [name, Object.keys(files)]),
      [["comparison", [VEGA, "image/svg+xml", "image/png"]]],
    );
  },
);

kernelTest("%compare --live and %watch draw while the run goes on", async ({ run }) => {
  const watched = await run(`%track p/live
%watch loss
for (let i = 0; i < 20; i++) tracker.logMetrics({ loss: 1 / (i + 1) }, i);`);
  assert.equal(watched.displays.length, 2);
  assert.equal(textsOf(watched)[1], "p/live: waiting for metrics");
  const live = await run("%compare --live");
  assert.match(textsOf(live)[0]!, /^p\/live|^p: 1 run/);
  await run("%track stop");
});

kernelTest("%compare says what is wrong", async (kernel) => {
  assert.match(
    (await kernel.try("%compare")).error!,
    /^Error: Cannot compare runs: there is no run in .*\/experiments$/,
  );
  await kernel.run(THREE_RUNS);
  const wrong: [call: string, error: RegExp][] = [
    ["nothing", /^Error: Cannot find the run "nothing" in /],
    ["no/*", /^Error: Cannot compare runs: /],
    [
      "--metrics no",
      /^Error: Cannot compare runs: none of them has the metric "no", expected one of accuracy, val\/loss$/,
    ],
    [
      "--kind pie",
      /^RangeError: .* kind is "pie"/,
    ],
    ["--x steps", /^RangeError: .* x is "steps"/],
    ["--smooth 2", /^RangeError: .* smooth is 2, expected a number from 0 to below 1$/],
    ["--smooth x", /^TypeError: Cannot take --smooth: got "x", expected a number$/],
    [
      "--metric loss",
      /^TypeError: Cannot run %compare with "--metric": expected --metrics, or another/,
    ],
    [
      "--by no",
      /^Error: Cannot compare runs by "no": none of them has this parameter, expected one of /,
    ],
  ];
  for (const [call, error] of wrong) {
    assert.match((await kernel.try(`%compare ${call}`)).error ?? "none", error, call);
  }
});

kernelTest(
  "%compare takes a project's name for all of its runs, and says what it leaves out",
  async ({ run }) => {
    await run("%%track sweep/a\nfor (let n = 0; n < 9; n++) tracker.logMetric(`m${n}`, n, 1);");
    await run("%%track other/b\ntracker.logMetric('m0', 1);");
    const { displays } = await run("%compare sweep");
    const text = String(displays[0]!.data["text/plain"]);
    assert.match(text, /^sweep: 1 run\n6 of 9 metrics\n/);
    const asked = await run("%compare sweep --metrics m1,m2 --kind parallel");
    assert.match(String(asked.displays[0]!.data["text/plain"]), /by m1, the first of 2 metrics/);
  },
);

kernelTest("%compare of runs without metrics shows their table once", async ({ run }) => {
  await run("%%track p/a lr=1\n1");
  assert.equal((await run("%compare")).displays.length, 1);
});
