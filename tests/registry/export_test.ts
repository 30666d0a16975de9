import assert from "node:assert/strict";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { ExperimentRegistry, toCSV, toParquet, toRows } from "../../src/registry/mod.ts";
import { tempDir } from "../helpers/mod.ts";
import { makeRun } from "./helpers.ts";

Deno.test("runs become rows and CSV", async () => {
  using base = tempDir();
  await makeRun(base.path, "a", {
    tags: ["x", "y"],
    params: { model: { units: 3, act: 'say "relu", twice' }, layers: [1, 2] },
    metrics: { loss: [0.5] },
  });
  await makeRun(base.path, "b", { metrics: { loss: [NaN] } });
  const runs = await new ExperimentRegistry(base.path).listExperiments("tests", { sort: "name" });
  const rows = toRows(runs);
  assert.equal(rows[0]!["params.model.units"], 3);
  assert.equal(rows[0]!["params.layers"], "[1,2]");
  assert.equal(rows[0]!["metrics.loss"], 0.5);
  const lines = toCSV(runs).split("\r\n");
  assert.equal(
    lines[0],
    "id,project,name,status,tags,started_at,finished_at,duration_seconds,path," +
      "params.model.units,params.model.act,params.layers,metrics.loss",
  );
  assert(lines[1]!.endsWith(',3,"say ""relu"", twice","[1,2]",0.5'), lines[1]);
  assert(lines[2]!.endsWith(",,,,NaN"), lines[2]);
  assert.equal(lines.length, 4);
});

Deno.test("runs become Parquet: numbers stay numbers, mixed columns become text", async () => {
  using base = tempDir();
  await makeRun(base.path, "a", {
    params: { lr: 0.1, mixed: 1, amp: true, layers: [1, 2] },
    metrics: { loss: [0.5], accuracy: [NaN] },
  });
  const live = await makeRun(base.path, "b", {
    params: { lr: 1, mixed: "auto" },
    metrics: { loss: [Infinity] },
    status: null,
  });
  const registry = new ExperimentRegistry(base.path);
  const runs = await registry.listExperiments("tests", { sort: "name" });
  const file = base.join("runs.parquet");
  const read = async (): Promise<Record<string, unknown>[]> =>
    await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  await toParquet(runs, file);
  const [a, b] = await read();
  assert.deepEqual(Object.keys(a!), Object.keys({ ...toRows(runs)[0], ...toRows(runs)[1] }));
  assert.deepEqual(
    [a!["params.lr"], a!["params.mixed"], a!["params.amp"], a!["params.layers"]],
    [0.1, "1", true, "[1,2]"],
  );
  assert.deepEqual([a!["metrics.loss"], a!["metrics.accuracy"]], [0.5, NaN]);
  assert.equal(a!.finished_at, runs[0]!.finishedAt);
  assert.deepEqual(
    [b!["params.lr"], b!["params.mixed"], b!["params.amp"], b!["metrics.loss"]],
    [1, "auto", undefined, Infinity].map((value) => value ?? null),
  );
  assert.equal(b!.finished_at ?? null, null);

  // A column without any value is of its type all the same, so that files can be put together.
  await toParquet(runs.filter(({ status }) => status === "running"), file);
  const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(file));
  const column = schema.find(({ name }) => name === "finished_at");
  assert.deepEqual([column!.type, column!.converted_type], ["BYTE_ARRAY", "UTF8"]);

  await toParquet([], file);
  assert.deepEqual(await read(), []);
  await live.finish();
});
