import assert from "node:assert/strict";
import { ExperimentTracker } from "../../src/tracker/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { peerTest } from "../peers/python.ts";

peerTest(
  "TensorBoard shows every point of a run while it lives, with both loaders",
  async ({ tensorboard }) => {
    using base = tempDir();
    const tracker = new ExperimentTracker({
      project: "tests",
      experimentName: "live",
      baseDir: base.path,
      saveCode: false,
      saveEnv: false,
    });
    tracker.logParams({ lr: 0.1 });
    const points = 2500;
    for (let step = 0; step < points; step++) {
      tracker.logMetrics({ "train/loss": step / 4 }, step);
      tracker.logMetric("unstepped", step);
    }
    const flags = ["--samples_per_plugin", "scalars=1000000", "--reload_interval", "1"];
    const expected = Array.from({ length: points }, (_, step) => [step, step / 4]);
    for (const loader of ["--load_fast=true", "--load_fast=false"]) {
      await using server = await tensorboard(base.path, [...flags, loader]);
      const scalars = async (tag: string): Promise<[number, number][]> => {
        const query = new URLSearchParams({ run: "tests/live/tensorboard", tag });
        const answer = await fetch(`${server.url}/data/plugin/scalars/scalars?${query}`);
        if (!answer.ok) {
          await answer.body?.cancel();
          return [];
        }
        const rows: [number, number, number][] = await answer.json();
        return rows.map(([, step, value]) => [step, value]);
      };
      // The mirror follows once a second, and TensorBoard looks once a second.
      const until = Date.now() + 30_000;
      while ((await scalars("unstepped")).length < points && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      assert.deepEqual(await scalars("train/loss"), expected, loader);
      assert.deepEqual(
        await scalars("unstepped"),
        Array.from({ length: points }, (_, step) => [step, step]),
        loader,
      );
    }
    assert.equal((await tracker.finish()).status, "finished");
  },
);
