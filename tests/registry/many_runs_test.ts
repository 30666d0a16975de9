import assert from "node:assert/strict";
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { ExperimentRegistry } from "../../src/registry/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

const COUNT = 10_000;

Deno.test("ten thousand runs are listed, each once and with its own values", async () => {
  using base = tempDir();
  const first = await makeRun(base.path, "run-0", {
    params: { lr: 0 },
    metrics: { loss: [3, 1, 2] },
  });
  const text = fs.readFileSync(`${first.path}/summary.json`, "utf8");
  const summary = JSON.parse(text);
  for (let i = 1; i < COUNT; i++) {
    summary.name = `run-${i}`;
    summary.id = randomUUID();
    summary.params.lr = i;
    summary.final_metrics.loss = i;
    summary.tags = i % 1000 === 0 ? ["round"] : [];
    fs.mkdirSync(base.join("tests", summary.name));
    fs.writeFileSync(base.join("tests", summary.name, "summary.json"), JSON.stringify(summary));
  }
  const registry = new ExperimentRegistry(base.path, {
    onProblem: ({ message }) => assert.fail(message),
  });
  const runs = await registry.listExperiments();
  assert.equal(runs.length, COUNT);
  assert.equal(new Set(runs.map(({ id }) => id)).size, COUNT);
  for (const { name, path, params, metrics } of runs) {
    assert.equal(path, base.join("tests", name));
    assert.equal(name, `run-${params.lr}`);
    assert.equal(metrics.loss, params.lr === 0 ? 2 : params.lr);
  }
  const page = await registry.listExperiments("tests", {
    where: `params.lr >= 2000 and tags contains "round"`,
    sort: "-params.lr",
    offset: 1,
    limit: 2,
  });
  assert.deepEqual(page.map(({ name }) => name), ["run-8000", "run-7000"]);
  assert.equal((await registry.getExperiment(summary.id)).name, `run-${COUNT - 1}`);
});
