import assert from "node:assert/strict";
import fs from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { tempDir } from "../helpers/mod.ts";
import { quietTracker } from "./helpers.ts";

/** Waits until the companion has logged a sample of the machine into a run. */
async function sampled(dir: string): Promise<void> {
  const until = Date.now() + 20_000;
  while (fs.readdirSync(`${dir}/journal`).length < 2 && Date.now() < until) await wait(20);
}

const SAMPLED = { systemMetrics: { interval: 100 } };

Deno.test("two trackers of one process can log into one run, and the last one ends it", async () => {
  using base = tempDir();
  const first = quietTracker(base.path, SAMPLED);
  await sampled(first.path);
  const second = quietTracker(base.path, { ...SAMPLED, resume: true });
  assert.equal(second.path, first.path);
  first.logMetric("loss", 2);
  second.logMetric("loss", 1);
  assert.equal((await first.finish()).status, "running");
  const summary = await second.finish();
  assert.equal(summary.status, "finished");
  assert.equal(summary.metrics.loss!.count, 2);
  assert.equal(fs.existsSync(`${first.path}/journal`), false);
});

Deno.test("a run whose folder is gone does not take the companion from the others", async () => {
  using base = tempDir();
  const gone = quietTracker(base.path, { ...SAMPLED, experimentName: "gone" });
  const other = quietTracker(base.path, { ...SAMPLED, experimentName: "other" });
  fs.rmSync(gone.path, { recursive: true });
  await sampled(other.path);
  await assert.rejects(gone.finish(), /System metrics are not logged: ENOENT/);
  const { metrics } = await other.finish();
  assert(metrics["system/process_memory_bytes"]!.count > 0);
});
