/** `labbook compare` and `labbook best`. @module */
import assert from "node:assert/strict";
import { tempDir } from "../helpers/mod.ts";
import { labbook, writeRun, writeSamples } from "./fixture.ts";

Deno.test("compare shows what differs, and marks the best", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const options = { env: { LABBOOK_DIR: dir.path } };
  const { code, stdout, stderr } = await labbook(
    ["compare", "baseline", "wide", "diverged"],
    options,
  );
  assert.equal(
    stdout,
    `\
                      penguins/baseline  penguins/wide  penguins/diverged
Parameters
  lr                                0.1           0.01                 10
  layers                       [64, 32]     [256, 128]           [64, 32]
  optimizer.name                    sgd           adam                sgd
  optimizer.momentum                0.9                               0.9

Metrics
  loss                             0.42         ★ 0.31                NaN
  accuracy                       0.9000       ★ 0.9567             0.3300
`,
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  const all = await labbook(["compare", "baseline", "wide", "--all-params"], options);
  assert.match(all.stdout, /\n {2}seed .* 1 .* 1\n/);
});

Deno.test("compare takes metrics by the values that are meant", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const { stdout } = await labbook([
    "compare",
    "baseline",
    "wide",
    "--json",
    "--metrics=best_accuracy,min_loss",
    "--metrics=final_loss",
    "--dir",
    dir.path,
  ]);
  const { runs, params, metrics, problems } = JSON.parse(stdout);
  assert.deepEqual(runs.map(({ run }: { run: string }) => run), [
    "penguins/baseline",
    "penguins/wide",
  ]);
  assert.deepEqual(params, {
    "lr": [0.1, 0.01],
    "layers": [[64, 32], [256, 128]],
    "optimizer.name": ["sgd", "adam"],
    "optimizer.momentum": [0.9, null],
  });
  assert.deepEqual(metrics, {
    best_accuracy: { values: [0.91, 0.9567], mode: "max", best: [1] },
    min_loss: { values: [0.42, 0.31], mode: "min", best: [1] },
    final_loss: { values: [0.42, 0.31], mode: "min", best: [1] },
  });
  assert.deepEqual(problems, []);
});

Deno.test("compare names a broken run, and refuses what cannot be compared", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  dir.write("penguins/damaged/summary.json", "{");
  const compare = (...args: string[]) =>
    labbook(["compare", ...args], { env: { LABBOOK_DIR: dir.path } });
  const damaged = await compare("baseline", "wide", "penguins/damaged");
  assert.match(damaged.stdout, /loss .*0\.42 .*★ 0\.31\n/);
  assert.match(damaged.stderr, /^labbook: penguins\/damaged: Cannot read the run: .*\n$/);
  assert.equal(damaged.code, 1);
  const alone = await compare("baseline", "penguins/baseline");
  assert.equal(alone.stderr, "labbook: Cannot compare: expected two runs or more, got 1\n");
  assert.equal(alone.code, 2);
  const metric = await compare("baseline", "wide", "--metrics", "loss,acuracy");
  assert.equal(
    metric.stderr,
    'labbook: Cannot compare the metric "acuracy": none of the runs has it, did you mean "accuracy"?\n',
  );
  assert.equal(metric.code, 1);
});

Deno.test("best judges by the name, or as told", async () => {
  using dir = tempDir();
  await writeSamples(dir.path);
  const best = async (...args: string[]): Promise<string> =>
    (await labbook(["best", ...args, "--dir", dir.path])).stdout;
  assert.equal(await best("accuracy"), "penguins/wide  accuracy 0.9567 at step 3 (max)\n");
  assert.equal(await best("loss"), "penguins/wide  loss 0.31 at step 3 (min)\n");
  assert.equal(await best("accuracy", "min"), "penguins/diverged  accuracy 0.33 at step 1 (min)\n");
  assert.equal(
    await best("accuracy", "--where", "params.lr = 0.1"),
    "penguins/baseline  accuracy 0.91 at step 2 (max)\n",
  );
  assert.equal(await best("final_accuracy"), "penguins/wide  final_accuracy 0.9567 (max)\n");
  const { run, metric, mode, value, step } = JSON.parse(await best("loss", "--json"));
  assert.deepEqual({ run, metric, mode, value, step }, {
    run: "penguins/wide",
    metric: "loss",
    mode: "min",
    value: 0.31,
    step: 3,
  });
});

Deno.test("best exits with 1 where there is none, with 2 where it is called wrongly", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "one", metrics: { accuracy: [1], broken: [NaN] } });
  const best = (...args: string[]) =>
    labbook(["best", ...args], { env: { LABBOOK_DIR: dir.path } });
  const cases: [string[], number, string][] = [
    [
      ["acuracy"],
      1,
      'Cannot find the best run: no run has a number of the metric "acuracy", did you mean "accuracy"?',
    ],
    [["broken"], 1, 'Cannot find the best run: no run has a number of the metric "broken"'],
    [
      ["accuracy", "--where", "params.lr > 1"],
      1,
      'Cannot find the best run: no run that fits has a number of the metric "accuracy"',
    ],
    [
      ["accuracy", "--project", "penguin"],
      1,
      `Cannot find the project "penguin" in ${dir.path}: did you mean "penguins"?`,
    ],
    [["accuracy", "most"], 2, 'Cannot use "most" for <mode>: expected min or max'],
  ];
  for (const [args, code, message] of cases) {
    const result = await best(...args);
    assert.deepEqual([result.code, result.stdout, result.stderr], [
      code,
      "",
      `labbook: ${message}\n`,
    ]);
  }
});
