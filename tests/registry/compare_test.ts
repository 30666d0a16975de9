import assert from "node:assert/strict";
import fs from "node:fs";
import { ExperimentRegistry, metricDirection } from "../../src/registry/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

Deno.test("runs are compared in the order asked, and a broken one is named", async () => {
  using base = tempDir();
  const a = await makeRun(base.path, "a", {
    params: { lr: 0.1, same: 1 },
    metrics: { loss: [3, 1, 2], accuracy: [0.5, NaN], best_f1: [0.3] },
  });
  const b = await makeRun(base.path, "b", {
    params: { lr: 0.2, same: 1, extra: [1] },
    metrics: { loss: [4] },
  });
  base.write("tests/broken/summary.json", "{");
  const registry = new ExperimentRegistry(base.path);
  const metrics = ["loss", "final_loss", "best_loss", "max_loss", "best_accuracy", "best_f1", "x"];
  const refs = ["tests/b", "tests/broken", a.path];
  const compared = await registry.compareExperiments(refs, metrics);
  assert.deepEqual(compared.experiments.map(({ name, params }) => [name, params]), [
    ["b", { lr: 0.2, same: 1, extra: [1] }],
    ["broken", {}],
    ["a", { lr: 0.1, same: 1 }],
  ]);
  assert.deepEqual(compared.metrics, {
    loss: [4, null, 2],
    final_loss: [4, null, 2],
    best_loss: [4, null, 1],
    max_loss: [4, null, 3],
    best_accuracy: [null, null, 0.5],
    best_f1: [null, null, 0.3],
    x: [null, null, null],
  });
  assert.deepEqual(compared.differingParams, ["lr", "extra"]);
  assert.equal(compared.problems.length, 1);
  assert.equal(compared.problems[0]!.path, base.join("tests/broken"));
  const same = await registry.compareExperiments({ experimentPaths: refs, metrics });
  assert.deepEqual({ ...same.metrics }, { ...compared.metrics });
  base.write("tests/empty/readme.txt", "");
  const empty = await registry.compareExperiments(["tests/empty"]);
  assert.deepEqual(empty.problems, [
    { path: base.join("tests/empty"), message: "The folder holds no run" },
  ]);
  const unknown = await registry.compareExperiments(["tests/bb", "b"], ["loss"]);
  assert.deepEqual(unknown.metrics.loss, [null, 4]);
  assert.deepEqual(unknown.problems, [{
    path: "tests/bb",
    message: `Cannot find the run "tests/bb" in ${base.path}: did you mean "tests/b"?`,
  }]);
  await assert.rejects(registry.compareExperiments(["b"], "loss" as never), {
    name: "TypeError",
    message: "Cannot compare these metrics: got loss, expected an array of strings",
  });
  const all = await registry.compareExperiments([b.path]);
  assert.deepEqual(Object.keys(all.metrics), ["loss"]);
});

Deno.test("the best run is the one with the best value at any step, NaN left out", async () => {
  using base = tempDir();
  await makeRun(base.path, "a", { metrics: { loss: [3, 1, 2], accuracy: [0.9, 0.1] } });
  await makeRun(base.path, "b", { metrics: { loss: [2, 1], accuracy: [NaN] } });
  await makeRun(base.path, "c", { project: "other", metrics: { loss: [0.5], accuracy: [0.5] } });
  const registry = new ExperimentRegistry(base.path);
  const best = async (...args: Parameters<typeof registry.bestExperiment>): Promise<unknown> =>
    (await registry.bestExperiment(...args))?.name;
  assert.equal(await best("loss"), "c");
  assert.equal(await best("loss", "max"), "a");
  assert.equal(await best("loss", "min", { project: "tests" }), "a");
  assert.equal(await best("accuracy"), "a");
  assert.equal(await best("accuracy", "max", { where: 'name != "a"' }), "c");
  assert.equal(await best("final_loss", "max"), "a");
  assert.equal(await registry.bestExperiment("none"), null);
  await assert.rejects(registry.bestExperiment("loss", "least" as "min"), TypeError);
});

Deno.test("metricDirection() knows what should fall", () => {
  for (
    const name of [
      "loss",
      "val/loss",
      "Loss/train",
      "valLoss",
      "RMSE",
      "word_error_rate",
      "train/epoch_time",
    ]
  ) {
    assert.equal(metricDirection(name), "min", name);
  }
  for (const name of ["accuracy", "loss/accuracy", "f1", "auc", "terror", "glossary"]) {
    assert.equal(metricDirection(name), "max", name);
  }
});

Deno.test("a run is tagged, noted, renamed, deleted and restored", async () => {
  using base = tempDir();
  const run = await makeRun(base.path, "old", { tags: ["a", "b"], metrics: { loss: [1] } });
  await makeRun(base.path, "taken");
  const registry = new ExperimentRegistry(base.path);
  assert.deepEqual(await registry.tagExperiment("old", { add: ["c", "a"], remove: ["b"] }), [
    "a",
    "c",
  ]);
  await registry.noteExperiment("old", "Looks **good**");
  await assert.rejects(registry.renameExperiment("old", "taken"), {
    message: `Cannot rename the run ${run.path}: there is a run named "taken"`,
  });
  await assert.rejects(registry.renameExperiment("old", "../x"), TypeError);
  await assert.rejects(registry.tagExperiment("old", { add: "xyz" as never }), {
    name: "TypeError",
    message: "Cannot add tags: got xyz, expected an array of strings",
  });
  await assert.rejects(registry.noteExperiment("old", 5 as never), {
    name: "TypeError",
    message: "Cannot note on a run: the note is 5, expected a string",
  });
  const renamed = await registry.renameExperiment("old", "new");
  const loaded = await registry.loadExperiment("tests/new");
  assert.equal(loaded.path, renamed);
  assert.equal(loaded.summary.name, "new");
  assert.equal(loaded.summary.note, "Looks **good**");
  assert.equal(loaded.metricsHistory.loss![0]!.value, 1);

  const trashed = await registry.deleteExperiment("new");
  assert.equal(fs.existsSync(renamed), false);
  assert.deepEqual(registry.listTrash(), [trashed]);
  assert.deepEqual((await registry.listExperiments()).map(({ name }) => name), ["taken"]);
  assert.equal(fs.existsSync(`${trashed}/summary.json`), false);
  assert.equal(registry.restoreExperiment(trashed), renamed);
  assert.equal((await registry.getExperiment("new")).id, run.id);
  assert.throws(
    () => registry.restoreExperiment(base.join("tests/taken")),
    /it is no run in the trash/,
  );
});

Deno.test("a live run is tagged and noted through a journal, and neither renamed nor deleted", async () => {
  using base = tempDir();
  const live = await makeRun(base.path, "live", { metrics: { loss: [1] }, status: null });
  const registry = new ExperimentRegistry(base.path);
  assert.deepEqual(await registry.tagExperiment("live", { add: ["watched"] }), ["watched"]);
  await registry.noteExperiment("live", "so far");
  const running = `the run ${live.path}: it is still running; finish it first`;
  await assert.rejects(registry.renameExperiment("live", "x"), {
    message: `Cannot rename ${running}`,
  });
  await assert.rejects(registry.deleteExperiment("live"), { message: `Cannot delete ${running}` });
  const summary = await live.finish();
  assert.equal(summary.status, "finished");
  assert.deepEqual(summary.tags, ["watched"]);
  assert.equal(summary.note, "so far");
});
