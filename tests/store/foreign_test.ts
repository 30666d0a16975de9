import assert from "node:assert/strict";
import fs from "node:fs";
import { parquetWriteBuffer } from "hyparquet-writer";
import {
  editSummary,
  finishRun,
  readEvents,
  readMetric,
  readSummary,
  resumeRun,
  toPoints,
} from "../../src/store/mod.ts";
import { type TempDir, tempDir } from "../helpers/mod.ts";
import { append, close } from "./helpers.ts";

const START = { project: "tests", name: "run", description: "", tags: [] };

/** A run as another tool wrote it; returns its folder. */
function foreignRun(base: TempDir, history: Record<string, unknown[]>): string {
  const summary = { name: "run", project: "tests", finished_at: "2024-05-01T12:00:00" };
  base.write("tests/run/summary.json", JSON.stringify(summary));
  base.write("tests/run/metrics_history.json", JSON.stringify(history));
  return base.join("tests/run");
}

/** Joins a run, logs one more value, and ends it. */
async function goOn(base: TempDir, step?: number): Promise<void> {
  const run = resumeRun(base.path, START, assert.fail);
  append(run, { type: "metrics", time: 1_700_000_000_000, values: { loss: 1 }, step });
  close(run);
  await finishRun(run.dir);
}

Deno.test("points without a time are read, and such a run can be resumed", async () => {
  using base = tempDir();
  const dir = foreignRun(base, { loss: [{ value: 3, step: 0 }, { value: 2, timestamp: "soon" }] });
  assert.deepEqual(readSummary(dir).metrics.loss!.last, { value: 2, step: null, timestamp: "" });
  assert.deepEqual(toPoints(await readMetric(dir, "loss"))[0], {
    value: 3,
    step: 0,
    timestamp: "",
  });
  for await (const { type, time } of readEvents(dir)) {
    // As far as a backend can know: the start of the run, which this one does not have either.
    if (type === "metrics") assert.equal(time, 0);
  }
  await goOn(base, 2);
  assert.equal(readSummary(dir).metrics.loss!.count, 3);
  const history = JSON.parse(fs.readFileSync(`${dir}/metrics_history.json`, "utf8"));
  assert.deepEqual(history.loss[0], { value: 3, step: 0, timestamp: null });
});

Deno.test("a run whose steps are no whole numbers can be resumed", async () => {
  using base = tempDir();
  const timestamp = "2024-05-01T12:00:00Z";
  const dir = foreignRun(base, { loss: [{ value: 2, step: 0.5, timestamp }] });
  await goOn(base);
  assert.deepEqual([...(await readMetric(dir, "loss")).value], [2, 1]);
});

Deno.test("where another tool wrote metrics.parquet, the history tells the points", async () => {
  using base = tempDir();
  const dir = foreignRun(base, { loss: [{ value: 2, step: 0 }] });
  const table = parquetWriteBuffer({ columnData: [{ name: "x", data: [1], type: "INT32" }] });
  fs.writeFileSync(`${dir}/metrics.parquet`, new Uint8Array(table));
  assert.deepEqual([...(await readMetric(dir, "loss")).value], [2]);
  await goOn(base);
  assert.deepEqual([...(await readMetric(dir, "loss")).value], [2, 1]);
});

Deno.test("a run that is tagged keeps what its history tells of its metrics", async () => {
  using base = tempDir();
  const dir = foreignRun(base, { loss: [{ value: 2, step: 0 }, { value: 3, step: 1 }] });
  const { metrics } = readSummary(dir);
  await editSummary(dir, (summary) => summary.tags.push("old"));
  const after = readSummary(dir);
  assert.deepEqual([after.format, after.tags, after.metrics], [1, ["old"], metrics]);
  assert.equal(after.final_metrics.loss, 3);
});

Deno.test("tags that are no texts are read as their JSON", () => {
  using base = tempDir();
  const tags = ["baseline", 7, null, [{ toString: null }]];
  base.write("tests/run/summary.json", JSON.stringify({ name: "run", tags }));
  assert.deepEqual(readSummary(base.join("tests/run")).tags, [
    "baseline",
    "7",
    "null",
    '[{"toString":null}]',
  ]);
});
