import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { recoverRun } from "../../src/store/mod.ts";
import { runScript, tempDir } from "../helpers/mod.ts";
import { quietTracker, trackingScript } from "./helpers.ts";

/** The status in summary.json, as a tool sees it that reads nothing else. */
function statusOnDisk(dir: string): string {
  return JSON.parse(fs.readFileSync(join(dir, "summary.json"), "utf8")).status;
}

const QUIET = { useTensorboard: false, saveCode: false, saveEnv: false };

Deno.test("an error that leaves a block fails all of the block's runs", async () => {
  using base = tempDir();
  const script = base.write(
    "train.ts",
    trackingScript(
      `await tracker.finish();
      {
        await using a = new ExperimentTracker({ ...options, experimentName: "a" });
        await using b = new ExperimentTracker({ ...options, experimentName: "b" });
        throw new Error("boom");
      }`,
      QUIET,
    ),
  );
  const { stderr } = await runScript(script, { args: [base.join("runs")] });
  assert.match(stderr, /Error: boom/);
  const statuses = ["run", "a", "b"].map((name) => statusOnDisk(base.join("runs/tests", name)));
  assert.deepEqual(statuses, ["finished", "failed", "failed"]);
});

Deno.test("an error that leaves a block fails a run that others log into still", async () => {
  using base = tempDir();
  const other = quietTracker(base.path);
  const script = base.write(
    "train.ts",
    trackingScript(
      `{
        await using again = tracker;
        throw new Error("boom");
      }`,
      { ...QUIET, resume: true },
    ),
  );
  const { stderr } = await runScript(script, { args: [base.path] });
  assert.match(stderr, /Error: boom/);
  assert.doesNotMatch(stderr, /has not ended/);
  const { status, error } = await other.finish();
  assert.deepEqual([status, error?.message], ["failed", "Error: boom"]);
});

Deno.test("a process that exits while a run is finished leaves its status", async () => {
  using base = tempDir();
  const script = base.write(
    "train.ts",
    trackingScript(`tracker.finish("failed"); setTimeout(() => Deno.exit(0), 1);`, QUIET),
  );
  await runScript(script, { args: [base.join("runs")] });
  const dir = base.join("runs/tests/run");
  assert.equal(statusOnDisk(dir), "failed");
  await recoverRun(dir);
  assert.equal(statusOnDisk(dir), "failed");
});

Deno.test("the summary saved after the end is that of the end", async () => {
  using base = tempDir();
  const tracker = quietTracker(base.path);
  tracker.logMetric("loss", 1);
  const ended = await tracker.finish();
  assert.deepEqual(await tracker.saveSummary(), ended);
  assert.equal(statusOnDisk(tracker.path), "finished");
});
