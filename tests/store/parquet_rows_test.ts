import assert from "node:assert/strict";
import type { MetricColumns } from "../../src/store/metric_columns.ts";
import { readParquetFile, writeParquetFile } from "../../src/store/parquet_file.ts";
import { tempDir } from "../helpers/mod.ts";

/** More rows than a row group takes. */
const MANY = 300_000;

function points(count: number, stepOf: (i: number) => number): MetricColumns {
  const at = Array.from({ length: count }, (_, i) => i);
  return {
    value: Float64Array.from(at, (i) => i % 7 === 0 ? NaN : Math.sin(i)),
    step: Float64Array.from(at, stepOf),
    timestamp: Float64Array.from(at, (i) => 1_700_000_000_000 + i / 8),
  };
}

async function checkRoundTrip(metrics: Map<string, MetricColumns>): Promise<void> {
  using dir = tempDir();
  const path = dir.join("metrics.parquet");
  await writeParquetFile(path, metrics, () => {});
  assert.deepEqual(await readParquetFile(path), metrics);
  for (const [name, columns] of metrics) {
    assert.deepEqual(await readParquetFile(path, name), new Map([[name, columns]]));
  }
  assert.deepEqual(await readParquetFile(path, "none of them"), new Map());
}

Deno.test("metrics come back from row groups of their own and from shared ones", async () => {
  await checkRoundTrip(
    new Map([
      ["first", points(3, (i) => i - 1)],
      ["many", points(MANY, (i) => 2 ** 53 - 1 - i)],
      ["negative", points(5, (i) => -(2 ** 53 - 1) + i)],
      ["last", points(1, () => 0)],
    ]),
  );
});

Deno.test("metrics come back where steps are missing", async () => {
  await checkRoundTrip(
    new Map([
      ["all", points(MANY, (i) => i)],
      ["some", points(MANY, (i) => i % 3 === 0 ? NaN : -i)],
      ["none", points(10, () => NaN)],
    ]),
  );
});

Deno.test("times come back to the microsecond, a file without metrics is empty", async () => {
  using dir = tempDir();
  const path = dir.join("metrics.parquet");
  const times = [-1, 0.001, 8.64e15, 1_700_000_000_000.125];
  const at = Float64Array.from(times);
  await writeParquetFile(
    path,
    new Map([["m", { value: at, step: at.slice().fill(1), timestamp: at }]]),
  );
  assert.deepEqual([...(await readParquetFile(path))!.get("m")!.timestamp], times);
  await writeParquetFile(path, new Map(), () => {});
  assert.deepEqual(await readParquetFile(path), new Map());
});
