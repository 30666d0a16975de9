import assert from "node:assert/strict";
import fs from "node:fs";
import { ExperimentRegistry } from "../../src/registry/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

Deno.test("a damaged run can be deleted, and is restored as it was", async () => {
  using base = tempDir();
  base.write("tests/torn/summary.json", "{");
  const registry = new ExperimentRegistry(base.path, { onProblem: () => {} });
  const trashed = await registry.deleteExperiment("tests/torn");
  assert.deepEqual(await registry.listExperiments(), []);
  const restored = registry.restoreExperiment(trashed);
  assert.equal(fs.readFileSync(`${restored}/summary.json`, "utf8"), "{");
});

Deno.test("a crashed run that nobody listed yet is recovered, then deleted", async () => {
  using base = tempDir();
  const dead = await makeRun(base.path, "dead", { metrics: { loss: [5] }, status: null });
  const [file] = fs.readdirSync(`${dead.path}/journal`);
  const journal = fs.readFileSync(`${dead.path}/journal/${file}`, "utf8");
  base.write(`copy/dead/journal/${file}`, journal.replace(/"pid":\d+/, '"pid":4194301'));
  await dead.finish();
  const registry = new ExperimentRegistry(base.path);
  const trashed = await registry.deleteExperiment("copy/dead");
  assert.equal(fs.existsSync(`${trashed}/journal`), false);
  assert.deepEqual(await registry.listExperiments("copy"), []);
  const restored = await registry.getExperiment(registry.restoreExperiment(trashed));
  assert.deepEqual([restored.status, restored.metrics.loss], ["crashed", 5]);
});

Deno.test("a folder that is no run is not put in the trash", async () => {
  using base = tempDir();
  base.write("tests/data/penguins.csv", "species");
  base.write("tests/summary.json", "{}");
  const outside = base.write("elsewhere/x/y/summary.json", "{}").replace("/summary.json", "");
  const registry = new ExperimentRegistry(base.path);
  await assert.rejects(registry.deleteExperiment("tests/data"), {
    message: `Cannot delete ${base.join("tests/data")}: it holds no run`,
  });
  for (const path of [base.join("tests"), outside]) {
    await assert.rejects(registry.deleteExperiment(path), {
      message: `Cannot delete the run ${path}: it is no <project>/<experiment> in ${base.path}`,
    });
  }
  assert.equal(fs.existsSync(base.join("tests/data/penguins.csv")), true);
});

Deno.test("a run is restored under a free name where its own is taken", async () => {
  using base = tempDir();
  await makeRun(base.path, "a", { params: { lr: 1 } });
  const registry = new ExperimentRegistry(base.path);
  const trashed = await registry.deleteExperiment("a");
  await makeRun(base.path, "a", { params: { lr: 2 } });
  // What a file manager leaves there.
  base.write(".trash/.DS_Store", "");
  base.write(".trash/tests/.DS_Store", "");
  assert.deepEqual(registry.listTrash(), [trashed]);
  assert.equal(registry.restoreExperiment(trashed), base.join("tests/a-2"));
  const runs = await registry.listExperiments(undefined, { sort: "name" });
  assert.deepEqual(runs.map(({ name, params }) => [name, params.lr]), [["a", 2], ["a-2", 1]]);
});

Deno.test("a damaged run is restored under a free name, and stays damaged", async () => {
  using base = tempDir();
  base.write("tests/torn/summary.json", "{");
  const registry = new ExperimentRegistry(base.path, { onProblem: () => {} });
  const trashed = await registry.deleteExperiment("tests/torn");
  base.write("tests/torn/summary.json", "{}");
  const restored = registry.restoreExperiment(trashed);
  assert.equal(restored, base.join("tests/torn-2"));
  assert.equal(fs.readFileSync(`${restored}/summary.json`, "utf8"), "{");
});
