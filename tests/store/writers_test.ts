import assert from "node:assert/strict";
import fs from "node:fs";
import {
  finishRun,
  joinRun,
  type OpenedRun,
  readMetrics,
  readSummary,
  runState,
} from "../../src/store/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { append, appendPoints, close, startRun } from "./helpers.ts";

function join(run: OpenedRun): OpenedRun {
  const start = { project: "tests", name: run.name, description: "", tags: [] };
  return joinRun(run.dir, start, assert.fail);
}

Deno.test("the last of several writers ends the run, with the gravest of their statuses", async () => {
  using base = tempDir();
  const first = startRun(base.path);
  const second = join(first);
  appendPoints(first, "loss", [4, 2]);
  appendPoints(second, "loss", [3, 1], 0);
  close(first, "failed");
  assert.equal((await finishRun(first.dir)).status, "running");
  assert.equal(runState(first.dir), "live");
  close(second);
  assert.equal((await finishRun(first.dir)).status, "failed");
  assert.equal(runState(first.dir), "complete");
  // Merged by the time of logging, each writer's points in its own order.
  assert.deepEqual([...(await readMetrics(first.dir)).get("loss")!.value], [4, 3, 2, 1]);
});

Deno.test("points of one writer keep their order when its clock falls back", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  const other = join(run);
  [50, 40, 60].forEach((time, i) => {
    append(run, { type: "metrics", time, step: i, values: { loss: i } });
  });
  append(other, { type: "metrics", time: 55, step: 9, values: { loss: 9 } });
  close(run);
  close(other);
  await finishRun(run.dir);
  assert.deepEqual([...(await readMetrics(run.dir)).get("loss")!.step], [0, 1, 9, 2]);
});

Deno.test("a run that was resumed and is read while it lives shows both stretches", async () => {
  using base = tempDir();
  const run = startRun(base.path);
  appendPoints(run, "loss", [3, 1]);
  close(run);
  await finishRun(run.dir);
  const again = join(run);
  appendPoints(again, "loss", [2], 2);
  const summary = readSummary(run.dir);
  assert.equal(summary.status, "running");
  assert.equal(summary.finished_at, null);
  assert.equal(summary.metrics.loss!.count, 3);
  assert.equal(summary.metrics.loss!.min!.value, 1);
  assert.equal(summary.metrics.loss!.last.value, 2);
  assert.deepEqual([...(await readMetrics(run.dir)).get("loss")!.value], [3, 1, 2]);
  close(again);
  await finishRun(run.dir);
});

Deno.test("a writer whose ending is not closed and who goes on has not ended", () => {
  using base = tempDir();
  const run = startRun(base.path);
  append(run, { type: "status", time: 1, status: "failed", error: { message: "Error: caught" } });
  assert.equal(readSummary(run.dir).status, "running");
  appendPoints(run, "loss", [1]);
  assert.equal(runState(run.dir), "live");
  run.journal.close();
});

Deno.test("a name that is taken gets a number, whatever lies under it", () => {
  using base = tempDir();
  fs.mkdirSync(base.join("tests", "run-2"), { recursive: true });
  fs.writeFileSync(base.join("tests", "run-3"), "a file");
  const names = [startRun(base.path), startRun(base.path), startRun(base.path)].map((run) => {
    run.journal.close();
    return run.name;
  });
  assert.deepEqual(names, ["run", "run-4", "run-5"]);
});
