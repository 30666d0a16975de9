import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ExperimentRegistry, type LoadedExperiment } from "@labbook/labbook";
import { ROOT, runScript, type TempDir, tempDir } from "../helpers/mod.ts";

const NAMES = ["hidden-16", "linear", "slow"];
const SECOND = NAMES.map((name) => `${name}-2`);

/** Runs an example in a folder, as a user would who has no settings of his own. */
async function runExample(name: string, cwd: string): Promise<string> {
  const env = {
    LABBOOK_BASE_DIR: undefined,
    LABBOOK_DIR: undefined,
    LABBOOK_RERUN_OF: undefined,
    LABBOOK_RERUN_NAME: undefined,
  };
  const { code, stdout, stderr } = await runScript(join(ROOT, "examples", name), { cwd, env });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  return stdout;
}

async function loadAll(dir: TempDir, names: string[]): Promise<LoadedExperiment[]> {
  const registry = new ExperimentRegistry(dir.join("experiments"));
  return await Promise.all(names.map((name) => registry.loadExperiment(`penguins/${name}`)));
}

/** Every value of every metric, without the times. */
function valuesOf({ metricsHistory }: LoadedExperiment): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(metricsHistory).map(([name, points]) => [name, points.map((one) => one.value)]),
  );
}

Deno.test("the penguins' script tracks three runs, and tells of them", async (t) => {
  using dir = tempDir();
  const stdout = await runExample("penguins/main.ts", dir.path);
  const runs = await loadAll(dir, NAMES);

  await t.step("they are finished, with every epoch's metrics", () => {
    const metrics = ["train/accuracy", "train/loss", "val/accuracy", "val/loss"];
    for (const { summary, metricsHistory } of runs) {
      assert.equal(summary.status, "finished");
      // The temporary folder need not be in a repository, which the run may say.
      assert.deepEqual(summary.warnings.filter((warning) => !/\bgit\b/.test(warning)), []);
      assert.deepEqual(Object.keys(metricsHistory).sort(), metrics);
      for (const points of Object.values(metricsHistory)) {
        assert.deepEqual(
          points.map(({ step }) => step),
          Array.from({ length: 40 }, (_, i) => i + 1),
        );
      }
    }
  });

  await t.step("they differ in their parameters", () => {
    const choices = runs.map(({ params }) => [params.hidden, params.learningRate]);
    assert.deepEqual(choices, [[[16], 0.02], [[], 0.02], [[16], 0.0005]]);
  });

  await t.step("the models have learned: most penguins they never saw are told rightly", () => {
    for (const { summary } of runs) assert(summary.final_metrics["val/accuracy"]! > 0.9);
    assert(runs[0]!.summary.final_metrics["val/accuracy"]! > 0.97);
  });

  await t.step("figure, table, model, config, histograms, tags and note are there", () => {
    for (const { path, summary } of runs) {
      const files = [
        ...summary.figures.flatMap((figure) => Object.values(figure.files)),
        ...summary.tables,
        ...summary.models,
        ...summary.artifacts,
      ].map((file) => file.path);
      assert.deepEqual(files, [
        "figures/confusion.svg",
        "tables/misclassified.json",
        "models/mlp.json",
        "artifacts/config.json",
      ]);
      for (const file of files) assert(existsSync(join(path, file)), `${path} lacks ${file}`);
      const layers = summary.tags.includes("linear") ? 1 : 2;
      assert.equal(Object.keys(summary.histograms).length, layers);
      assert(summary.tags.includes("demo"));
      const wrong = Math.round(103 * (1 - summary.final_metrics["val/accuracy"]!));
      assert.equal(summary.tables[0]!.rows, wrong);
      assert(summary.note.includes(`misclassifies ${wrong} of 103 penguins`));
    }
  });

  await t.step("the output names the best run, and files that exist", () => {
    assert.match(stdout, /^Best run so far: hidden-16, val\/loss 0\.\d{4} in epoch \d+$/m);
    const [, below, listed] = /^Its files, below (.+):\n((?: {2}.+\n)+)/m.exec(stdout)!;
    const files = listed!.trimEnd().split("\n").map((line) => line.trim().split(/\s+/)[0]!);
    assert.equal(files.length, 9);
    for (const file of files) assert(existsSync(dir.join(below!, file)), `no ${below}/${file}`);
  });

  await t.step(
    "a second time it makes new runs with the same values, and leaves the first",
    async () => {
      await runExample("penguins/main.ts", dir.path);
      const registry = new ExperimentRegistry(dir.join("experiments"));
      const listed = await registry.listExperiments("penguins", { sort: "name" });
      assert.deepEqual(listed.map(({ name }) => name).sort(), [...NAMES, ...SECOND].sort());
      assert.deepEqual(await loadAll(dir, NAMES), runs);
      assert.deepEqual((await loadAll(dir, SECOND)).map(valuesOf), runs.map(valuesOf));
    },
  );
});

Deno.test("the first run finds its line, and tracks how", async () => {
  using dir = tempDir();
  const stdout = await runExample("first_run.ts", dir.path);
  assert.equal(
    stdout,
    `y = 1.94 x + 1.09, tracked in ${dir.join("experiments", "first-steps", "line")}\n`,
  );
  const registry = new ExperimentRegistry(dir.join("experiments"));
  const { summary } = await registry.loadExperiment("first-steps/line");
  assert.equal(summary.status, "finished");
  assert.equal(summary.metrics.loss!.count, 100);
  assert(summary.final_metrics.loss! < 0.05);
});
