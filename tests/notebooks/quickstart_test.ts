/** What the notebook `quickstart.ipynb` leaves behind. @module */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { ExperimentRegistry, type LoadedExperiment } from "@labbook/labbook";
import { ROOT, runProcess } from "../helpers/mod.ts";
import { execute, NO_SETTINGS } from "./executed.ts";

const RUNS = ["penguins/linear", "penguins/hidden-16", "penguins/slow"];

function load(baseDir: string): Promise<LoadedExperiment[]> {
  const registry = new ExperimentRegistry(baseDir);
  return Promise.all(RUNS.map((run) => registry.loadExperiment(run)));
}

/** Every value of every metric, without the times. */
function valuesOf({ metricsHistory }: LoadedExperiment): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(metricsHistory).map(([name, points]) => [name, points.map((one) => one.value)]),
  );
}

Deno.test("the quickstart tracks three runs, and a report lies beside it", async (t) => {
  using executed = await execute("quickstart");
  const { folder } = executed;
  const runs = await load(folder.join("experiments"));

  await t.step("the runs are finished, with metrics, parameters and models", () => {
    for (const { summary, metricsHistory } of runs) {
      assert.equal(summary.status, "finished");
      assert.deepEqual(summary.tags, ["quickstart"]);
      for (const metric of ["train/loss", "val/loss", "val/accuracy"]) {
        assert.equal(metricsHistory[metric]!.length, 40);
      }
      assert.deepEqual(summary.models.map(({ path }) => path), ["models/classifier.json"]);
    }
    assert.deepEqual(runs.map(({ params }) => params), [
      { hidden: [], learningRate: 0.02 },
      { hidden: [16], learningRate: 0.02 },
      { hidden: [16], learningRate: 0.0005 },
    ]);
  });

  await t.step("what the cells drew and printed is in the run", () => {
    const [linear] = runs;
    const files = linear!.summary.figures.flatMap(({ files }) => Object.values(files));
    assert.deepEqual(files.map(({ path }) => path), ["figures/confusion-step-40.svg"]);
    const figure = readFileSync(`${linear!.path}/${files[0]!.path}`, "utf8");
    assert.match(figure, /^<svg [^]*Linear model: penguins it has not seen/);
    assert.match(readFileSync(`${linear!.path}/console.log`, "utf8"), /models\/classifier\.json/);
    assert.equal(linear!.summary.final_metrics.mistakes, 1);
    assert.match(linear!.summary.note, /^Without a hidden layer/);
  });

  await t.step("the notebook in each run holds the cells up to its end, with outputs", () => {
    const kept = runs.map(({ path }) => {
      const { cells } = JSON.parse(readFileSync(`${path}/code/notebook.ipynb`, "utf8"));
      return cells.map(({ execution_count: count }: { execution_count: number }) => count);
    });
    // The cell that starts the next run ends the one before.
    assert.deepEqual(kept, [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]]);
  });

  await t.step("the script in a run, run again, comes to the same metrics", async () => {
    const again = folder.join("again");
    const { code, stderr } = await runProcess(Deno.execPath(), {
      args: ["run", "--quiet", "-A", `${runs[2]!.path}/code/session.ts`],
      cwd: folder.path,
      env: { ...NO_SETTINGS, LABBOOK_DIR: again },
    });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.deepEqual((await load(again)).map(valuesOf), runs.map(valuesOf));
  });

  await t.step("the report compares the runs, and loads nothing", () => {
    const html = readFileSync(folder.join("report.html"), "utf8");
    for (const name of ["linear", "hidden-16", "slow"]) assert(html.includes(name), name);
    assert.doesNotMatch(html, /<script[^>]+\bsrc=/);
    // Texts may name addresses, such as the code that is compared; nothing may be loaded from one.
    const page = html.replace(/<script>[^]*?<\/script>/g, "");
    const loaded = [
      ...page.matchAll(/\b(?:src|srcset|href|action|poster)="(?!data:|#)[^"]{0,80}/g),
      ...page.matchAll(/<link\b|<iframe\b|@import\b|\burl\(\s*["']?https?:/g),
    ].map(([found]) => found);
    assert.deepEqual(loaded, []);
  });
});

Deno.test("the demo runs the quickstart, and tells where everything is", async () => {
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
    args: ["task", "--quiet", "demo"],
    cwd: ROOT,
    env: { ...NO_SETTINGS, NO_COLOR: "1" },
  });
  assert.equal(code, 0, stderr);
  const paths = [...stdout.matchAll(/^The .*? {2,}(\S+)$/gm)].map(([, path]) => path!);
  assert.equal(paths.length, 3);
  for (const path of paths) assert(existsSync(`${ROOT}${path}`), `There is no ${path}`);
  assert.match(stdout, /★ 0\.032123/);
});
