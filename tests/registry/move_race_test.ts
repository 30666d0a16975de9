import assert from "node:assert/strict";
import fs from "node:fs";
import { ExperimentRegistry } from "../../src/registry/mod.ts";
import { tryLock } from "../../src/store/mod.ts";
import { ExperimentTracker } from "../../src/tracker/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

for (const what of ["delete", "rename"] as const) {
  Deno.test(`a run that is resumed in the moment of its ${what} keeps its folder`, async () => {
    using base = tempDir();
    const { path } = await makeRun(base.path, "run", { metrics: { loss: [1] } });
    const registry = new ExperimentRegistry(base.path);
    const lock = tryLock(path, "journal")!;
    const moving = what === "delete"
      ? registry.deleteExperiment("run")
      : registry.renameExperiment("run", "other");
    const refused = assert.rejects(moving, {
      message: `Cannot ${what} the run ${path}: it is still running; finish it first`,
    });
    // Whoever moves the run waits for its lock by now.
    await new Promise((resolve) => setTimeout(resolve, 5));
    lock.release();
    const resumed = new ExperimentTracker({
      project: "tests",
      experimentName: "run",
      baseDir: base.path,
      resume: true,
      useTensorboard: false,
      saveCode: false,
      saveEnv: false,
    });
    await refused;
    resumed.logMetric("loss", 2, 1);
    assert.equal((await resumed.finish()).metrics.loss!.count, 2);
    assert.deepEqual(fs.readdirSync(`${base.path}/tests`), ["run"]);
    const moved = await registry.renameExperiment("run", "other");
    assert.equal(fs.readdirSync(moved).some((name) => name.endsWith(".lock")), false);
  });
}
