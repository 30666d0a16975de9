/** `labbook export`. @module */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { tempDir } from "../helpers/mod.ts";
import { labbook, writeRun } from "./fixture.ts";

Deno.test("export writes runs as CSV and JSON, to standard output or a file", async () => {
  using dir = tempDir();
  const { dir: path, id } = await writeRun(dir.path, {
    name: "one",
    tags: ["a", "b"],
    params: { lr: 0.1, net: { units: 3 } },
    metrics: { loss: [2, 1] },
  });
  const csv = "id,project,name,status,tags,started_at,finished_at,duration_seconds,path," +
    `params.lr,params.net.units,metrics.loss\r\n${id},penguins,one,finished,"a,b",` +
    `2026-08-03T12:00:00.000Z,2026-08-03T12:00:02.000Z,2,${path},0.1,3,1\r\n`;
  const options = { cwd: dir.path, env: { LABBOOK_DIR: dir.path } };
  assert.equal((await labbook(["export"], options)).stdout, csv);
  const { code, stdout, stderr } = await labbook(["export", "one", "-o", "runs.csv"], options);
  assert.deepEqual([code, stdout, stderr], [0, "", "1 run written to runs.csv.\n"]);
  assert.equal(readFileSync(dir.join("runs.csv"), "utf8"), csv);
  await labbook(["export", "-o", "runs.json"], options);
  const [run] = JSON.parse(readFileSync(dir.join("runs.json"), "utf8"));
  assert.deepEqual([run.run, run.path, run.final_metrics], ["penguins/one", path, { loss: 1 }]);
});

Deno.test("export --metrics-history writes every point", async () => {
  using dir = tempDir();
  const { id } = await writeRun(dir.path, {
    name: "one",
    metrics: { 'a,"b"': [1, NaN] },
    events: [{ type: "metrics", time: 1_000, values: { free: "-Infinity" } }],
  });
  const options = { cwd: dir.path, env: { LABBOOK_DIR: dir.path } };
  const history = ["export", "one", "--metrics-history"];
  assert.equal(
    (await labbook(history, options)).stdout,
    "run,id,metric,step,value,timestamp\r\n" +
      `penguins/one,${id},"a,""b""",0,1,2026-08-03T12:00:00.000Z\r\n` +
      `penguins/one,${id},"a,""b""",1,NaN,2026-08-03T12:00:00.001Z\r\n` +
      `penguins/one,${id},free,,-Infinity,1970-01-01T00:00:01.000Z\r\n`,
  );
  const points = JSON.parse((await labbook([...history, "--format", "json"], options)).stdout);
  assert.deepEqual(points[2], {
    run: "penguins/one",
    id,
    metric: "free",
    step: null,
    value: "-Infinity",
    timestamp: "1970-01-01T00:00:01.000Z",
  });
  await labbook([...history, "-o", "points.parquet"], options);
  const file = await asyncBufferFromFile(dir.join("points.parquet"));
  const rows = await parquetReadObjects({ file });
  assert.deepEqual(rows.map(({ metric, step, value }) => [metric, step, value]), [
    ['a,"b"', 0n, 1],
    ['a,"b"', 1n, NaN],
    ["free", null, -Infinity],
  ]);
  assert.deepEqual(rows[0]!.timestamp, new Date("2026-08-03T12:00:00.000Z"));
});

Deno.test("export writes runs as Parquet, and only into a file", async () => {
  using dir = tempDir();
  await writeRun(dir.path, { name: "one", params: { lr: 0.1 } });
  await writeRun(dir.path, { name: "two", params: { lr: 0.2 } });
  const options = { cwd: dir.path, env: { LABBOOK_DIR: dir.path } };
  await labbook(["export", "--where", "params.lr > 0.1", "-o", "runs.parquet"], options);
  const file = await asyncBufferFromFile(dir.join("runs.parquet"));
  const rows = await parquetReadObjects({ file });
  assert.deepEqual(rows.map((row) => [row.name, row["params.lr"]]), [["two", 0.2]]);
  const piped = await labbook(["export", "--format", "parquet"], options);
  assert.equal(
    piped.stderr,
    "labbook: Cannot write Parquet to standard output: expected --output <file>\n",
  );
  const both = await labbook(["export", "one", "--project", "penguins"], options);
  assert.equal(
    both.stderr,
    "labbook: Cannot export: expected names of runs, or --project and --where\n",
  );
  assert.deepEqual([piped.code, both.code], [2, 2]);
});
