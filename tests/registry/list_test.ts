import assert from "node:assert/strict";
import fs from "node:fs";
import { ExperimentRegistry, type ListOptions, type RunProblem } from "../../src/registry/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

async function names(
  registry: ExperimentRegistry,
  options: ListOptions = {},
  project?: string,
): Promise<string[]> {
  return (await registry.listExperiments(project, options)).map(({ name }) => name);
}

Deno.test("runs are listed by project, status, tags, where, sort and limit", async () => {
  using base = tempDir();
  await makeRun(base.path, "a", {
    tags: ["baseline", "v1"],
    params: { lr: 0.1, model: { layers: [64, 32] } },
    metrics: { "val/loss": [3, 1, 2], accuracy: [0.5, 0.9] },
  });
  await makeRun(base.path, "b", {
    tags: ["baseline"],
    params: { lr: 0.01, "model.name": "mlp" },
    metrics: { "val/loss": [2, 2], accuracy: [0.6, 0.95] },
    status: "failed",
  });
  await makeRun(base.path, "c", { project: "other", params: { lr: "auto" } });
  const registry = new ExperimentRegistry(base.path);
  assert.deepEqual(registry.listProjects(), ["other", "tests"]);
  assert.deepEqual((await names(registry)).sort(), ["a", "b", "c"]);
  assert.deepEqual(await names(registry, {}, "other"), ["c"]);
  assert.deepEqual(await names(registry, { status: "failed" }), ["b"]);
  assert.deepEqual(await names(registry, { tags: ["baseline", "v1"] }), ["a"]);
  assert.deepEqual(await names(registry, { sort: "-metrics.accuracy.best" }), ["b", "a", "c"]);
  assert.deepEqual(await names(registry, { sort: "metrics.val/loss.best", limit: 1 }), ["a"]);
  assert.deepEqual(await names(registry, { sort: "params.lr desc, name" }), ["c", "a", "b"]);

  const where: [string, string[]][] = [
    ["params.lr < 0.05", ["b"]],
    ["params.lr < 0.05 or params.lr = 'auto'", ["b", "c"]],
    ["not (params.lr < 0.05)", ["a", "c"]],
    ["metrics.val/loss < 3 and metrics.accuracy.best > 0.92", ["b"]],
    ['metrics["val/loss"].min = 1', ["a"]],
    ['metrics."val/loss".min = 1 && metrics.`val/loss`.max == 3', ["a"]],
    ["metrics.accuracy.count >= 2", ["a", "b"]],
    ["metrics.val/loss.step = 2", ["a"]],
    ["params.model.layers[0] = 64", ["a"]],
    ["params.model.name = 'mlp'", ["b"]],
    ["params.lr != 0.1", ["b"]],
    ["params.missing is null", ["a", "b", "c"]],
    ["params.model.layers is not null", ["a"]],
    ["params.model.name != null", ["b"]],
    ['tags contains "v1"', ["a"]],
    ['"v1" in tags', ["a"]],
    ['status in ("failed", "killed")', ["b"]],
    ['status not in ("failed")', ["a", "c"]],
    ['name ~ "[ab]"', []],
    ['name ~ "?" and project like "tes%"', ["a", "b"]],
    ['project ILIKE "TESTS"', ["a", "b"]],
    ["started_at > now - 1h and duration < 10m", ["a", "b", "c"]],
    ['started_at < "2020-01-01"', []],
    ["git.dirty = true", []],
  ];
  for (const [text, expected] of where) {
    assert.deepEqual((await names(registry, { where: text })).sort(), expected, text);
  }
});

Deno.test("a live run is listed as it stands, and a dead one is recovered when it is met", async () => {
  using base = tempDir();
  const live = await makeRun(base.path, "live", { metrics: { loss: [2, 1] }, status: null });
  const registry = new ExperimentRegistry(base.path);
  const [run] = await registry.listExperiments();
  assert.equal(run!.status, "running");
  assert.equal(run!.metrics.loss, 1);
  assert.equal(fs.existsSync(`${live.path}/journal`), true);
  await live.finish();

  const dead = await makeRun(base.path, "dead", { metrics: { loss: [5] }, status: null });
  const [file] = fs.readdirSync(`${dead.path}/journal`);
  const journal = `${dead.path}/journal/${file}`;
  const text = fs.readFileSync(journal, "utf8").replace(/"pid":\d+/, '"pid":4194301');
  fs.writeFileSync(journal, text + '{"type":"metr');
  const problems: RunProblem[] = [];
  const watching = new ExperimentRegistry(base.path, { onProblem: (p) => problems.push(p) });
  const runs = await watching.listExperiments(undefined, { where: 'name = "dead"' });
  assert.equal(runs[0]!.status, "crashed");
  assert.equal(runs[0]!.metrics.loss, 5);
  assert.equal(fs.existsSync(`${dead.path}/journal`), false);
  assert.match(
    problems[0]!.message,
    /^The last line of journal .* was torn: 13 bytes were dropped$/,
  );
  assert.equal(problems.length, 1);
  await dead.finish().catch(() => {});
});

Deno.test("damaged runs are reported and left out; what is no run is passed over", async () => {
  using base = tempDir();
  await makeRun(base.path, "fine");
  base.write("tests/torn/summary.json", '{"name": "torn", "tags": [');
  base.write("tests/empty/summary.json", "");
  base.write("tests/list/summary.json", "[]");
  base.write("tests/folder/summary.json/x", "");
  base.write("tests/nothing/readme.txt", "");
  base.write("a file", "");
  const problems: RunProblem[] = [];
  const registry = new ExperimentRegistry(base.path, { onProblem: (p) => problems.push(p) });
  assert.deepEqual(await names(registry), ["fine"]);
  assert.deepEqual(problems.map(({ path }) => path.slice(base.path.length + 1)).sort(), [
    "tests/empty",
    "tests/folder",
    "tests/list",
    "tests/torn",
  ]);
  for (const { message } of problems) assert.match(message, /^Cannot read the run: /);
  assert.deepEqual(await names(new ExperimentRegistry(base.join("none"))), []);
});

Deno.test("another tool's run without an end runs as long as its files are touched", async () => {
  using base = tempDir();
  const text = JSON.stringify({ name: "py", project: "tests", params: {}, final_metrics: {} });
  const file = base.write("tests/py/summary.json", text);
  const registry = new ExperimentRegistry(base.path);
  assert.equal((await registry.getExperiment("py")).status, "running");
  const twoDaysAgo = new Date(Date.now() - 48 * 60 * 60 * 1000);
  fs.utimesSync(file, twoDaysAgo, twoDaysAgo);
  assert.equal((await registry.getExperiment("py")).status, "crashed");
});

Deno.test("a run is found by path, project and name, name, or the start of its id", async () => {
  using base = tempDir();
  const a = await makeRun(base.path, "baseline");
  await makeRun(base.path, "same");
  const other = await makeRun(base.path, "same", { project: "other" });
  const registry = new ExperimentRegistry(base.path);
  for (const ref of [a.path, "tests/baseline", "baseline", a.id, a.id.slice(0, 8)]) {
    assert.equal((await registry.getExperiment(ref)).id, a.id);
  }
  assert.equal((await registry.getExperiment("other/same")).id, other.id);
  await assert.rejects(registry.getExperiment("same"), {
    message: 'Cannot tell which run "same" means: 2 fit, other/same, tests/same',
  });
  await assert.rejects(registry.getExperiment("basline"), {
    message: `Cannot find the run "basline" in ${base.path}: did you mean "baseline"?`,
  });
  await assert.rejects(registry.getExperiment(""), TypeError);
});

Deno.test("wrong options are refused, a wrong expression with its place", async () => {
  using base = tempDir();
  const registry = new ExperimentRegistry(base.path);
  await assert.rejects(registry.listExperiments("a/b"), TypeError);
  await assert.rejects(registry.listExperiments(undefined, { limit: -1 }), {
    message: "Cannot list runs: the limit is -1, expected a whole number",
  });
  await assert.rejects(registry.listExperiments(undefined, { order: "name" } as ListOptions), {
    message:
      'Cannot list runs: there is no option "order", expected one of where, sort, limit, status, tags',
  });
  await assert.rejects(registry.listExperiments(undefined, { where: "params.lr <" }), {
    name: "WhereSyntaxError",
    message:
      'Cannot read the where-expression at position 11: expected a value after "<", found the end',
    position: 11,
    excerpt: "params.lr <\n           ^",
  });
  await assert.rejects(registry.listExperiments(undefined, { sort: "-loss" }), SyntaxError);
});
