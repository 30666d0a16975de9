/** `%track`: runs that last from cell to cell. @module */
import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { kernelTest } from "./magic_kernel.ts";
import { loadRun, statuses, summaryOf, textsOf } from "./tracked_runs.ts";

kernelTest("%track starts a run, shows its card, and binds tracker", async (kernel) => {
  const { run } = kernel;
  const started = await run("%track penguins/base lr=0.1 layers=[64,32] opt=adam");
  assert.deepEqual(started.displays[0]!.metadata, { labbook: { figure: false } });
  const html = String(started.displays[0]!.data["text/html"]);
  assert(html.includes("penguins/base") && html.includes("● running"), html);
  const [card] = textsOf(started);
  assert.match(
    card!,
    /^penguins\/base · ● running\n {2}commit .*\n {2}folder {2}\/.*\/experiments\/penguins\/base\n/,
  );
  assert.match(card!, /\nParameters\n {2}lr {6}0\.1\n {2}layers {2}\[64, 32\]\n {2}opt {5}adam$/);
  assert.equal((await run("tracker.logMetric('loss', 1, 1); tracker.name")).result, '"base"');

  const shown = await run("%track");
  assert.match(textsOf(shown)[0]!, /^penguins\/base · ● running\n/);
  const stopped = await run("%track stop");
  assert.match(textsOf(stopped)[0]!, /^penguins\/base · ✓ finished\n/);
  assert.equal((await run("tracker.isFinished")).result, "true");
  for (const cell of ["%track", "%track stop"]) {
    assert.equal((await run(cell)).stdout, "No run is active; %track project/name starts one\n");
  }
  const summary = summaryOf(kernel, "penguins/base");
  assert.deepEqual(summary.params, { lr: 0.1, layers: [64, 32], opt: "adam" });
  assert.deepEqual(summary.final_metrics, { loss: 1 });
  assert(fs.existsSync(join(kernel.folder, "experiments/penguins/base/tensorboard")));
});

kernelTest(
  "tracker is the run of %track, whatever cells have declared by that name",
  async (kernel) => {
    const declarations = [
      "let tracker: unknown = 1;",
      "const tracker = 'mine';",
      "class tracker {}",
      "function tracker() {}",
      "var tracker = 2;",
      "const { tracker } = { tracker: 3 };",
    ];
    for (const [i, declaration] of declarations.entries()) {
      await kernel.run(declaration);
      const { result, error } = await kernel.run(`%track p/run${i}\ntracker.name`);
      assert.deepEqual([result, error], [`"run${i}"`, undefined], declaration);
      assert.equal((await kernel.run("tracker.name")).result, `"run${i}"`, declaration);
    }
    const { result } = await kernel.run("%track p/below\nconst tracker = 'own';\ntracker");
    assert.equal(result, '"own"');
  },
);

kernelTest("the options of %track are those of a tracker", async (kernel) => {
  await kernel.run(`%track "my project/a run" --tags a,"b c" --tags=d --note 'It is **half**' \\
  --no-tensorboard --dir "other runs" x=1
%track stop`);
  const dir = join(kernel.folder, "other runs/my project/a run");
  const { tags, note, params } = JSON.parse(fs.readFileSync(join(dir, "summary.json"), "utf8"));
  assert.deepEqual({ tags, note, params }, {
    tags: ["a", "b c", "d"],
    note: "It is **half**",
    params: { x: 1 },
  });
  assert(!fs.existsSync(join(dir, "tensorboard")));

  await kernel.run(`const tags = ["x", "y"], note = "from a variable";
%track p/\${"named"} --tags \${tags} --note \${note}
%track stop`);
  const other = summaryOf(kernel, "p/named");
  assert.deepEqual([other.tags, other.note], [["x", "y"], "from a variable"]);
});

kernelTest(
  "values are JSON where they are JSON, else text, or what a variable holds",
  async (kernel) => {
    await kernel.run(
      `const lr = NaN, big = 12n, date = new Date(0);
const config = { a: [1, { b: null }], date, big, nan: NaN, f() {}, gone: undefined, m: new Map([[1, 2]]) };
%track p/values number=1e-3 negative=-0.5 flag=true none=null list=[1, "two", {"three": 3}] nested={"a": {"b": 1}} \\
  "two words"="more \\"words\\"" single='a b' text=adam empty= quoted="1" lr=\${lr} big=\${big} date=\${date} \\
  config=\${config} mixed="a \${lr} b" within=[1,\${date},"x\${lr}"] infinite=\${-Infinity} path=data/a.csv
%track stop`,
    );
    assert.deepEqual({ ...summaryOf(kernel, "p/values").params }, {
      number: 0.001,
      negative: -0.5,
      flag: true,
      none: null,
      list: [1, "two", { three: 3 }],
      nested: { a: { b: 1 } },
      "two words": 'more "words"',
      single: "a b",
      text: "adam",
      empty: "",
      quoted: "1",
      lr: "NaN",
      big: 12,
      date: "1970-01-01T00:00:00.000Z",
      config: {
        a: [1, { b: null }],
        date: "1970-01-01T00:00:00.000Z",
        big: 12,
        nan: "NaN",
        f: "[Function: f]",
        m: { "1": 2 },
      },
      mixed: "a NaN b",
      within: [1, "1970-01-01T00:00:00.000Z", "xNaN"],
      infinite: "-Infinity",
      path: "data/a.csv",
    });
  },
);

kernelTest(
  "the next %track finishes the run before, and a name that exists counts on",
  async (kernel) => {
    await kernel.run("%track p/one");
    await kernel.run("%track two");
    await kernel.run("%track p/one");
    await kernel.run("for (const lr of [1, 2]) {\n  %track p/lr${lr} lr=${lr}\n}");
    assert.deepEqual(await statuses(kernel), [
      "p/lr1 finished",
      "p/lr2 running",
      "p/one finished",
      "p/one-2 finished",
      "p/two finished",
    ]);
  },
);

kernelTest("%track --resume goes on with a run", async (kernel) => {
  await kernel.run("%track p/one a=1\n%log loss=1 --step 1");
  await kernel.run("%track p/other");
  const resumed = await kernel.run("%track p/one --resume b=2\n%log loss=2 --step 2\n%track stop");
  assert.match(textsOf(resumed)[0]!, /^p\/one · ● running\n/);
  assert.deepEqual(await statuses(kernel), ["p/one finished", "p/other finished"]);
  const { summary, metricsHistory } = await loadRun(kernel, "p/one");
  assert.deepEqual(summary.params, { a: 1, b: 2 });
  assert.deepEqual(metricsHistory.loss!.map(({ step, value }) => [step, value]), [[1, 1], [2, 2]]);
});

/** Calls that are wrong, and what is said of them. */
const WRONG: [call: string, error: string][] = [
  [
    "a/b/c",
    'TypeError: Cannot use "b/c" as the experiment name: it may hold letters and digits of any script, ' +
    '".", "_", "-" and spaces',
  ],
  ["../x", 'TypeError: Cannot use ".." as the project name: it starts with a dot'],
  ["con", 'TypeError: Cannot use "con" as the experiment name: Windows reserves it'],
  ['""', 'TypeError: Cannot use "" as the experiment name: it is empty'],
  ["${5}", "TypeError: Cannot take the run's name: got 5, expected a text"],
  ["x y", 'TypeError: Cannot run %track with "y": expected at most 1 argument'],
  ["stop now", 'TypeError: Cannot run %track with "now": expected at most 1 argument'],
  [
    "x --tag a",
    'TypeError: Cannot run %track with "--tag": expected --tags, or another of its options',
  ],
  [
    "x --note",
    'TypeError: Cannot run %track with "--note": expected a value behind it: --note TEXT',
  ],
  [
    'x --tags ""',
    'TypeError: Cannot set the tag "" (string): a tag is a string of 1 to 100 characters',
  ],
  [
    "x --mlflow",
    "Error: Cannot track with --mlflow: this version of Labbook mirrors runs to TensorBoard only",
  ],
  [
    "x --mlflow http://localhost:5000",
    "Error: Cannot track with --mlflow: this version of Labbook mirrors runs to TensorBoard only",
  ],
  [
    "x --wandb",
    "Error: Cannot track with --wandb: this version of Labbook mirrors runs to TensorBoard only",
  ],
  ["x lr=${missing}", "ReferenceError: missing is not defined"],
  ["x a=${circular}", "TypeError: Cannot log parameters: the value contains itself at .a.self"],
];

kernelTest("a wrong call of %track changes nothing", async (kernel) => {
  await kernel.run(`%track p/kept
const first = tracker;
const circular: Record<string, unknown> = {};
circular.self = circular;`);
  for (const [call, error] of WRONG) {
    assert.equal((await kernel.try(`%track ${call}`)).error, error, call);
  }
  assert.equal(
    (await kernel.run("[tracker === first, first.isFinished]")).result,
    "[ true, false ]",
  );
  assert.deepEqual(await statuses(kernel), ["p/kept running"]);
});

kernelTest(
  "%track --autolog logs what TensorFlow.js trains, and nothing where there is none",
  async (kernel) => {
    await kernel.run("%track p/auto --autolog\n%track stop");
    assert.deepEqual(await statuses(kernel), ["p/auto finished"]);
  },
);

kernelTest("a run of track() and one of new ExperimentTracker go side by side", async (kernel) => {
  await kernel.run(
    `import { currentRun, ExperimentTracker, track } from ${
      JSON.stringify(import.meta.resolve("../../mod.ts"))
    };
const own = new ExperimentTracker({ project: "p", experimentName: "own" });
await track("p/tracked");`,
  );
  const { result } = await kernel.run(`%track
own.logMetric("a", 1);
%log b=2
[currentRun()!.name, own.isFinished]`);
  assert.equal(result, '[ "tracked", false ]');
  await kernel.run("await own.finish();");
  assert.equal((await kernel.run("currentRun()!.name")).result, '"tracked"');
  await kernel.run("%track stop");
  assert.deepEqual(summaryOf(kernel, "p/own").final_metrics, { a: 1 });
  assert.deepEqual(summaryOf(kernel, "p/tracked").final_metrics, { b: 2 });
});
