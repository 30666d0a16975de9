/** Which runs and metrics a comparison has, and what it says of wrong ones. @module */

import assert from "node:assert/strict";
import { type ChartOptions, compare, type ComparisonChart } from "../../src/charts/mod.ts";
import { DISPLAY } from "../../src/display/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "../registry/helpers.ts";
import { falling, FOUR_RUNS, writeRuns } from "./comparison_runs.ts";

function namesOf({ runs }: ComparisonChart): string[] {
  return runs.map(({ name }) => name);
}

Deno.test("runs are named by name, project/name, path, id and pattern, and stand in the order of their start", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, [...FOUR_RUNS, {
    ...FOUR_RUNS[0]!,
    name: "baseline",
    project: "other",
  }]);
  const names = async (runs: string | string[], options: ChartOptions = {}) =>
    namesOf(await compare(runs, { kind: "table", ...options, baseDir }));
  assert.deepEqual(await names(["wide", "penguins/baseline"]), ["baseline", "wide"]);
  assert.deepEqual(await names(dir.join("penguins", "small")), ["small"]);
  assert.deepEqual(await names("fffffff2"), ["diverged"]);
  assert.deepEqual(await names("penguins/*"), ["baseline", "wide", "diverged", "small"]);
  assert.deepEqual(await names("*/baseline"), ["baseline", "baseline"]);
  assert.deepEqual(await names(["*a*", "wide"]), ["baseline", "wide", "small", "baseline"]);
  assert.deepEqual(await names("baseline", { project: "penguins" }), ["baseline"]);
  assert.deepEqual(await names("*", { where: "params.lr < 0.05" }), ["wide", "small"]);
  assert.deepEqual(await names(["wide", "diverged"], { where: "status = 'failed'" }), ["diverged"]);
  assert.deepEqual(await names("penguins/*", { last: 2 }), ["diverged", "small"]);
});

Deno.test("without names, the newest twenty runs of the newest project are compared", async () => {
  using dir = tempDir();
  const old = { name: "old", project: "old", metrics: { loss: [1] } };
  const many = Array.from({ length: 23 }, (_, i) => ({ name: `run ${i}`, metrics: { loss: [i] } }));
  const chart = await compare(undefined, { baseDir: writeRuns(dir, [old, ...many]) });
  assert.deepEqual(namesOf(chart), many.slice(3).map(({ name }) => name));
  assert.match(chart.text(), /^penguins: 20 runs\nthe newest 20 of 23 runs\n/);
});

Deno.test("the metrics that most runs share are shown: losses, accuracies, then others, and none of the system", async () => {
  using dir = tempDir();
  const metrics = {
    zeta: [1],
    "val/loss": [1],
    accuracy: [1],
    "train/loss": [1],
    "system/cpu": [1],
    a: [1],
    b: [1],
    c: [1],
  };
  const baseDir = writeRuns(dir, [{ name: "one", metrics: { ...metrics, rare: [1] } }, {
    name: "two",
    metrics,
  }, { name: "three", metrics }]);
  const shown = async (asked?: string[]) =>
    (await compare(undefined, { baseDir, kind: "table", ...asked ? { metrics: asked } : {} }))
      .metrics;
  assert.deepEqual(await shown(), ["train/loss", "val/loss", "accuracy", "a", "b", "c"]);
  assert.deepEqual(await shown(["system/cpu", "zeta"]), ["system/cpu", "zeta"]);
  assert.deepEqual(await shown(["*loss", "rare"]), ["train/loss", "val/loss", "rare"]);
});

Deno.test("the chart of a parameter follows its values", async () => {
  using dir = tempDir();
  const runs = Array.from(
    { length: 6 },
    (_, i) => ({
      name: `run ${i}`,
      params: { lr: 0.1 ** i, layers: i % 2 },
      metrics: { loss: [i] },
    }),
  );
  const baseDir = writeRuns(dir, runs);
  const text = async (options: ChartOptions) =>
    JSON.stringify((await compare(undefined, { baseDir, ...options })).spec);
  assert.equal(await text({ by: "lr" }), await text({ by: "lr", kind: "scatter" }));
  assert.equal(await text({ by: "layers" }), await text({ by: "layers", kind: "bars" }));
  assert.equal(await text({ kind: "scatter" }), await text({ kind: "scatter", by: "lr" }));
});

Deno.test("a mistake is one clear error, with the nearest name", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, FOUR_RUNS);
  const fails = (
    runs: unknown,
    options: unknown,
    expected: { name: string; message: string | RegExp },
  ) => assert.rejects(compare(runs as string, { baseDir, ...options as ChartOptions }), expected);
  await fails("bseline", {}, {
    name: "Error",
    message: `Cannot find the run "bseline" in ${baseDir}: did you mean "baseline"?`,
  });
  await fails("lr*", {}, {
    name: "Error",
    message: `Cannot compare runs: no run in ${baseDir} is called "lr*"`,
  });
  await fails([1], {}, {
    name: "TypeError",
    message: "Cannot compare runs: got [1], expected names, paths, or patterns of runs",
  });
  await fails(undefined, { project: "penguin" }, {
    name: "Error",
    message:
      `Cannot compare runs: there is no run in project "penguin" of ${baseDir}: did you mean "penguins"?`,
  });
  await fails(undefined, { where: "params.lr > 7" }, {
    name: "Error",
    message: `Cannot compare runs: there is no run in ${baseDir} for which params.lr > 7`,
  });
  await fails(undefined, { metrics: ["acuracy"] }, {
    name: "Error",
    message: 'Cannot compare runs: none of them has the metric "acuracy": did you mean "accuracy"?',
  });
  await fails(undefined, { metrics: [] }, {
    name: "TypeError",
    message: "Cannot compare runs: the option metrics is [], expected names",
  });
  await fails(undefined, { by: "optimiser" }, {
    name: "Error",
    message:
      'Cannot compare runs by "optimiser": none of them has this parameter, did you mean "optimizer"?',
  });
  await fails(undefined, { by: "lr", kind: "curves" }, {
    name: "TypeError",
    message: 'Cannot compare runs by "lr" as curves: expected the kind bars or scatter',
  });
  await fails(undefined, { kind: "curve" }, {
    name: "RangeError",
    message: 'Cannot compare runs: the option kind is "curve": did you mean "curves"?',
  });
  await fails(undefined, { x: 3 }, {
    name: "RangeError",
    message: 'Cannot compare runs: the option x is 3, expected "step", "time", "relative"',
  });
  await fails(undefined, { smooth: 1 }, {
    name: "RangeError",
    message: "Cannot compare runs: the option smooth is 1, expected a number from 0 to below 1",
  });
  await fails(undefined, { last: 0.5 }, {
    name: "RangeError",
    message: "Cannot compare runs: the option last is 0.5, expected a whole number above 0",
  });
  await fails(undefined, { log: "yes" }, {
    name: "TypeError",
    message: 'Cannot compare runs: the option log is "yes", expected true or false',
  });
  await fails(undefined, { smoth: 0.5 }, {
    name: "TypeError",
    message: 'Cannot compare runs: there is no option "smoth": did you mean "smooth"?',
  });
  using empty = tempDir();
  await fails(undefined, { baseDir: empty.path }, {
    name: "Error",
    message: `Cannot compare runs: there is no run in ${empty.path}`,
  });
});

Deno.test("a comparison without a chart shows its table, and says why there is no picture", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, FOUR_RUNS);
  const table = await compare(undefined, { baseDir, kind: "table" });
  assert.deepEqual(await table[DISPLAY](), table.table[DISPLAY]());
  await assert.rejects(table.svg(), {
    name: "TypeError",
    message:
      'Cannot draw the comparison: its kind is "table", expected curves, bars, scatter or parallel',
  });
  using bare = tempDir();
  const none = await compare(undefined, {
    baseDir: writeRuns(bare, [{ name: "bare", params: { a: 1 } }]),
  });
  assert.equal(none.spec, null);
  await assert.rejects(none.png(), {
    name: "TypeError",
    message: "Cannot draw the comparison: its runs have no metrics",
  });
});

Deno.test("values that a logarithmic axis has no place for are counted in the heading", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, [{ name: "one", metrics: { loss: [1, 0, -1, 0.5, NaN] } }]);
  const chart = await compare(undefined, { baseDir, log: true });
  assert.match(chart.text(), /\nlogarithmic: 2 values that are not above 0 left out\n/);
});

Deno.test("steps that fall back are put in order, and points without steps stand where they come", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, [
    { name: "resumed", metrics: { loss: [4, 3, 2, 3.5, 2.5] }, steps: [0, 1, 2, 1, 2] },
    { name: "stepless", metrics: { loss: [1, 2, 3] }, steps: [null, null, null] },
  ]);
  const { spec } = await compare(undefined, { baseDir });
  const rows =
    (spec as { datasets: { lines0: { r: string; x: number[]; y: number[] }[] } }).datasets.lines0;
  assert.deepEqual(rows[0], { r: "resumed", x: [0, 1, 1, 2, 2], y: [4, 3, 3.5, 2, 2.5] });
  assert.deepEqual(rows[1], { r: "stepless", x: [0, 1, 2], y: [1, 2, 3] });
});

Deno.test("a run that goes on is compared as it stands, without a strip to zoom", async () => {
  using dir = tempDir();
  const tracker = await makeRun(dir.path, "live", { metrics: { loss: [3, 2, 1] }, status: null });
  await makeRun(dir.path, "ended", { metrics: { loss: [4, 3, 2] } });
  const text = async () => JSON.stringify((await compare(undefined, { baseDir: dir.path })).spec);
  const before = await text();
  assert.match(before, /"r":"live","x":\[0,1,2\],"y":\[3,2,1\]/);
  assert.doesNotMatch(before, /"overview"/);
  tracker.logMetric("loss", 0.5, 3);
  assert.match(await text(), /"r":"live","x":\[0,1,2,3\],"y":\[3,2,1,0.5\]/);
  await tracker.finish();
  assert.match(await text(), /"overview"/);
});

Deno.test("a run that cannot be read is named as a problem, and the others are compared", async () => {
  using dir = tempDir();
  const baseDir = writeRuns(dir, FOUR_RUNS);
  dir.write("penguins/broken/summary.json", "{");
  const chart = await compare(undefined, { baseDir, metrics: ["val/loss"] });
  assert.equal(chart.runs.length, 4);
  assert.match(chart.text(), /^penguins: 4 runs\nbroken: Cannot read the run: /);
  assert.deepEqual(chart.problems.map(({ path }) => path), [dir.join("penguins", "broken")]);
});

Deno.test("a metric that cannot be read is named as a problem, and the other runs are drawn", async () => {
  using dir = tempDir();
  await makeRun(dir.path, "whole", { metrics: { loss: [3, 2, 1] } });
  const { path } = await makeRun(dir.path, "damaged", { metrics: { loss: [3, 2, 1] } });
  await Deno.writeTextFile(`${path}/metrics.parquet`, "no such file");
  const chart = await compare(undefined, { baseDir: dir.path });
  assert.deepEqual(chart.problems.map((problem) => problem.path), [path]);
  assert.match(chart.text(), /\ndamaged: /);
  assert.match(JSON.stringify(chart.spec), /"r":"whole","x":\[0,1,2\]/);
});

Deno.test("200 runs are readable: the best ten have names, and no text is lost", async () => {
  using dir = tempDir();
  const runs = Array.from({ length: 200 }, (_, i) => ({
    name: `run ${i}`,
    params: { lr: i / 100 },
    metrics: { loss: falling(30, 1 + (i * 37 % 200) / 50, i + 1) },
  }));
  const chart = await compare("*", { baseDir: writeRuns(dir, runs) });
  const { datasets } = chart.spec as unknown as {
    datasets: Record<string, { r: string | null }[]>;
  };
  assert.equal(datasets.lines0!.filter(({ r }) => r !== null).length, 10);
  assert.equal(datasets.others0!.length, 190);
  assert.match(chart.text(), /\nthe best 10 by loss have colours, the others are grey\n/);
  assert.equal(chart.table.view.rows.length, 202);
});
