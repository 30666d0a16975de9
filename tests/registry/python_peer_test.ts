import assert from "node:assert/strict";
import fs from "node:fs";
import { ExperimentRegistry } from "../../src/registry/mod.ts";
import { ExperimentTracker } from "../../src/tracker/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";
import { makeRun } from "./helpers.ts";

/** What the Python tool of this layout does to list and compare, with `json` only. */
const LIST = `
import json, pathlib, sys
runs = []
for file in sorted(pathlib.Path(sys.argv[1]).rglob("summary.json")):
    s = json.load(open(file))
    history = json.load(open(file.parent / "metrics_history.json"))
    params = json.load(open(file.parent / "params.json"))
    assert params == s["params"]
    runs.append(dict(name=s["name"], project=s["project"], description=s["description"], tags=s["tags"],
        lr=s["params"].get("lr"), final=s["final_metrics"].get("loss"), ended=s["finished_at"] is not None,
        best=min((float(p["value"]) for p in history.get("loss", [])), default=None),
        steps=[p["step"] for p in history.get("loss", [])]))
print(json.dumps(runs))
`;

peerTest("a Python script with only json lists and compares our runs", async ({ run }) => {
  using base = tempDir();
  await makeRun(base.path, "a", {
    tags: ["x"],
    params: { lr: 0.1, deep: { layers: [1, 2] } },
    metrics: { loss: [3, NaN, 1, 2] },
  });
  await makeRun(base.path, "b", { params: { lr: 0.2 }, metrics: { loss: [Infinity, 5] } });
  const gone = await makeRun(base.path, "gone");
  await new ExperimentRegistry(base.path).deleteExperiment(gone.path);
  const common = { project: "tests", description: "", ended: true };
  assert.deepEqual(JSON.parse(await run(LIST, [base.path])), [
    { ...common, name: "a", tags: ["x"], lr: 0.1, final: 2, best: 1, steps: [0, 1, 2, 3] },
    { ...common, name: "b", tags: [], lr: 0.2, final: 5, best: 5, steps: [0, 1] },
  ]);
});

/** What the Python tool of this layout writes: bare NaN, local times, its own keys. */
const WRITE = `
import json, pathlib, sys, datetime
d = pathlib.Path(sys.argv[1]) / "vision" / "exp_1"
(d / "code").mkdir(parents=True); (d / "artifacts").mkdir()
now = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901)
history = {"loss": [{"value": v, "step": i, "timestamp": (now + datetime.timedelta(seconds=i)).isoformat()}
                    for i, v in enumerate([3.0, float("nan"), 1.5])],
           "best_only": [{"value": float("inf"), "step": None, "timestamp": now.isoformat()}]}
json.dump(dict(name="exp_1", project="vision", description="from Python", tags=["py"],
    params={"lr": 0.01, "net": {"depth": 3}}, final_metrics={"loss": 1.5, "broken": float("nan")},
    artifacts=["artifacts/model.pkl"], started_at=now.isoformat(),
    finished_at=(now + datetime.timedelta(minutes=2)).isoformat(), extra={"kept": True}),
    open(d / "summary.json", "w"), indent=2)
json.dump({"lr": 0.01, "net": {"depth": 3}}, open(d / "params.json", "w"))
json.dump(history, open(d / "metrics_history.json", "w"))
json.dump({"platform": "Linux"}, open(d / "environment.json", "w"))
(d / "code" / "git_info.txt").write_text("commit: abc\\n")
`;

peerTest(
  "our registry reads a run that Python wrote, and a tracker resumes it",
  async ({ run }) => {
    using base = tempDir();
    await run(WRITE, [base.path]);
    await makeRun(base.path, "ours", { metrics: { loss: [2] } });
    const registry = new ExperimentRegistry(base.path, {
      onProblem: ({ message }) => assert.fail(message),
    });
    const [info] = await registry.listExperiments(undefined, {
      where: 'params.net.depth = 3 and metrics.loss.best = 1.5 and tags contains "py"',
    });
    assert(info);
    assert.equal(info.status, "finished");
    assert.equal(info.durationSeconds, 120);
    assert(Number.isNaN(info.metrics.broken));
    assert.equal(info.metrics.best_only, Infinity);
    assert.deepEqual(info.summary.artifacts.map(({ path }) => path), ["artifacts/model.pkl"]);
    assert.equal((await registry.getExperiment(info.id)).path, info.path);
    const loaded = await registry.loadExperiment("vision/exp_1");
    assert.deepEqual(loaded.metricsHistory.loss!.map(({ value }) => value), [3, NaN, 1.5]);
    const columns = await registry.metricHistory(info.path, "loss");
    assert.deepEqual([...columns.step], [0, 1, 2]);
    assert.equal(Math.round(columns.timestamp[0]! * 1000) % 1_000_000, 678_901);
    assert.equal((await registry.bestExperiment("loss"))!.name, "exp_1");
    const compared = await registry.compareExperiments([info.path, "ours"], ["min_loss"]);
    assert.deepEqual(compared.metrics.min_loss, [1.5, 2]);

    const tracker = new ExperimentTracker({
      project: "vision",
      experimentName: "exp_1",
      baseDir: base.path,
      resume: true,
      useTensorboard: false,
    });
    tracker.logMetric("loss", 1, 3);
    const summary = await tracker.finish();
    assert.equal(summary.metrics.loss!.count, 4);
    assert.equal(summary.metrics.loss!.min!.value, 1);
    assert.equal(summary.description, "from Python");
    const onDisk = JSON.parse(fs.readFileSync(`${info.path}/summary.json`, "utf8"));
    assert.deepEqual(onDisk.extra, { kept: true });
    assert.equal(fs.readFileSync(`${info.path}/code/git_info.txt`, "utf8"), "commit: abc\n");
    const after = await registry.loadExperiment(info.path);
    assert.deepEqual(after.metricsHistory.loss!.map(({ value }) => value), [3, NaN, 1.5, 1]);
  },
);
