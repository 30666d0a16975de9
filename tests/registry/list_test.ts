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
  assert.deepEqual(await names(registry, { sort: "name", offset: 1 }), ["b", "c"]);
  assert.deepEqual(await names(registry, { sort: "-name", offset: 1, limit: 1 }), ["b"]);
  assert.deepEqual(await names(registry, { sort: "name", offset: 3 }), []);

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
    ['tags != "v1"', ["b", "c"]],
    ['tags = "v1"', ["a"]],
    ["params.lr > -1 and -1 < params.lr", ["a", "b"]],
    ["params.lr not in (0.1)", ["b", "c"]],
    ["params.missing not in (0.1)", []],
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
  assert.deepEqual(registry.problems, problems);
  await names(registry, {}, "other");
  assert.deepEqual(registry.problems, [], "those of the last list only");
  assert.deepEqual(await names(new ExperimentRegistry(base.join("none"))), []);
});

Deno.test("NaN and what is missing are true of no comparison", async () => {
  using base = tempDir();
  await makeRun(base.path, "a", { params: { none: null }, metrics: { loss: [NaN], ok: [1] } });
  const registry = new ExperimentRegistry(base.path);
  for (const operand of ["metrics.loss", "metrics.missing", "params.missing", "params.none"]) {
    for (const operator of ["=", "!=", "<", "<=", ">", ">="]) {
      for (const other of ["1", operand]) {
        const where = `${operand} ${operator} ${other}`;
        assert.deepEqual(await names(registry, { where }), [], where);
      }
    }
    for (const where of [`${operand} in (1)`, `${operand} not in (1)`]) {
      assert.deepEqual(await names(registry, { where }), [], where);
    }
  }
  assert.deepEqual(await names(registry, { where: "metrics.loss is not null" }), ["a"]);
  assert.deepEqual(await names(registry, { where: "params.none = null" }), ["a"]);
  assert.deepEqual(await names(registry, { where: "metrics.missing is null" }), ["a"]);
});

Deno.test("one summary with wrong types does not take the list of the others down", async () => {
  using base = tempDir();
  const { path } = await makeRun(base.path, "fine", { tags: ["x"], metrics: { loss: [1] } });
  const whole = JSON.parse(fs.readFileSync(`${path}/summary.json`, "utf8"));
  const wrong: [string, unknown, string][] = [
    ["tags", 5, '"tags" is 5, expected an array'],
    ["params", null, '"params" is null, expected an object'],
    ["final_metrics", [], '"final_metrics" is [], expected an object'],
    ["metrics", undefined, '"metrics" is missing, expected an object'],
    ["name", {}, '"name" is {}, expected a text'],
  ];
  for (const [key, value] of wrong) {
    base.write(`tests/${key}/summary.json`, JSON.stringify({ ...whole, [key]: value }));
  }
  // What lies deeper is not looked at in a list, and counts as missing.
  const hollow = { ...whole, name: "hollow", metrics: { loss: null, accuracy: {} } };
  base.write("tests/hollow/summary.json", JSON.stringify(hollow));
  const registry = new ExperimentRegistry(base.path, { onProblem: () => {} });
  assert.deepEqual(await names(registry, { tags: "x", sort: "name" }), ["fine", "hollow"]);
  assert.deepEqual(
    new Map(registry.problems.map(({ path, message }) => [path, message])),
    new Map(wrong.map(([key, , problem]) => [
      base.join("tests", key),
      `Cannot read the run: summary.json is damaged: ${problem}`,
    ])),
  );
  const where = "metrics.loss.min <= 1 or metrics.accuracy.step > 0 or metrics.accuracy.max > 0";
  assert.deepEqual(await names(registry, { where }), ["fine"]);
  assert.equal((await registry.bestExperiment("loss"))!.name, "fine");
  assert.deepEqual(
    (await registry.compareExperiments(["hollow", "fine"], ["min_loss"])).metrics.min_loss,
    [null, 1],
  );
});

Deno.test("runs are in the order of time, with and without a zone", async () => {
  using base = tempDir();
  const start = new Date(2026, 0, 2, 3, 4, 5);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const local = (date: Date): string =>
    `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T` +
    `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
  const times: Record<string, string | null> = {
    first: at(0).toISOString(),
    second: local(at(1)),
    third: at(2).toISOString().replace("Z", "+00:00"),
    unknown: null,
  };
  for (const [name, started_at] of Object.entries(times)) {
    base.write(`py/${name}/summary.json`, JSON.stringify({ name, started_at }));
  }
  const registry = new ExperimentRegistry(base.path);
  assert.deepEqual(await names(registry), ["third", "second", "first", "unknown"]);
  const where = `started_at >= "${times.second}"`;
  assert.deepEqual(await names(registry, { where, sort: "started_at" }), ["second", "third"]);
});

Deno.test("a dead run that cannot be recovered is read as it stands", async () => {
  using base = tempDir();
  const dead = await makeRun(base.path, "dead", { metrics: { loss: [5, 4] }, status: null });
  const [file] = fs.readdirSync(`${dead.path}/journal`);
  const text = fs.readFileSync(`${dead.path}/journal/${file}`, "utf8");
  base.write(`copy/dead/journal/${file}`, text.replace(/"pid":\d+/, '"pid":4194301'));
  // A folder where a file must be written: refused to root as well, unlike a read-only one.
  base.write("copy/dead/metrics_history.json/x", "");
  await dead.finish();
  const registry = new ExperimentRegistry(base.path, { onProblem: () => {} });
  const [run] = await registry.listExperiments("copy");
  assert.deepEqual([run!.status, run!.metrics.loss], ["crashed", 4]);
  assert.equal(registry.problems.length, 1);
  assert.match(registry.problems[0]!.message, /^Cannot recover the run: /);
  assert.equal(fs.existsSync(base.join("copy/dead/journal")), true);
  await assert.rejects(registry.renameExperiment("copy/dead", "x"), {
    message: `Cannot rename the run ${base.join("copy/dead")}: ` +
      "it crashed, and could not be recovered",
  });
  const trashed = await registry.deleteExperiment("copy/dead");
  assert.deepEqual(registry.listTrash(), [trashed]);
  assert.equal(registry.restoreExperiment(trashed), base.join("copy/dead"));
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
      'Cannot list runs: there is no option "order", expected one of where, sort, limit, offset, status, tags',
  });
  await assert.rejects(registry.listExperiments(undefined, { where: "params.lr <" }), {
    name: "WhereSyntaxError",
    message:
      'Cannot read the where-expression at position 11: expected a value after "<", found the end',
    position: 11,
    excerpt: "params.lr <\n           ^",
  });
  await assert.rejects(registry.listExperiments(undefined, { sort: "name, -metrics" }), {
    name: "WhereSyntaxError",
    message: 'Cannot read the sort order at position 7: expected a name after "metrics", such as ' +
      "metrics.loss",
    excerpt: "name, -metrics\n       ^",
  });
  const wrong: [ListOptions, typeof Error, string][] = [
    [{ limit: 1.5 }, RangeError, "the limit is 1.5, expected a whole number"],
    [{ offset: "2" as never }, TypeError, "the offset is 2, expected a whole number"],
    [{ where: 1 as never }, TypeError, "where is 1, expected a string"],
    [{ tags: [1] as never }, TypeError, "a tag is 1, expected a string"],
    [
      { status: "finishd" as never },
      RangeError,
      'there is no status "finishd", did you mean "finished"?',
    ],
    [
      { status: ["failed", "done"] as never },
      RangeError,
      'there is no status "done", expected one of running, finished, failed, killed, crashed',
    ],
  ];
  for (const [options, type, problem] of wrong) {
    await assert.rejects(registry.listExperiments(undefined, options), (error: Error) => {
      assert.equal(error.constructor, type);
      assert.equal(error.message, `Cannot list runs: ${problem}`);
      return true;
    });
  }
});
