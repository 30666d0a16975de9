/**
 * metrics.parquet: every point of every metric as columns `metric, step, value, timestamp`.
 *
 * The points of a metric stand together, and the file's metadata says where, so that one metric is
 * read without the others. Pages are plain and not compressed, one a column and row group: they are
 * typed arrays already.
 *
 * @module
 */
import fs from "node:fs";
import type { SchemaElement } from "hyparquet";
import { AtomicFile } from "./atomic_file.ts";
import type { MetricColumns } from "./metric_columns.ts";
import { fileBuffer, readRows } from "./parquet_rows.ts";

/** The key of the file's metadata under which the places of the metrics stand, as JSON. */
const PLACES_KEY = "labbook.metrics";
/** What is put together of a row group is young garbage, and no more than that. */
const GROUP_ROWS = 128 * 1024;

/** `[name, first row, number of rows]` of each metric, in the order of the file. */
type Places = [name: string, start: number, count: number][];

function schema(stepsMissing: boolean): SchemaElement[] {
  return [
    { name: "root", num_children: 4 },
    { name: "metric", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    { name: "step", type: "INT64", repetition_type: stepsMissing ? "OPTIONAL" : "REQUIRED" },
    { name: "value", type: "DOUBLE", repetition_type: "REQUIRED" },
    {
      name: "timestamp",
      type: "INT64",
      converted_type: "TIMESTAMP_MICROS",
      logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
      repetition_type: "REQUIRED",
    },
  ];
}

interface Slice extends MetricColumns {
  name: string;
}

/** Cuts the metrics into row groups: large metrics have their own, small ones share. */
function* rowGroups(metrics: Map<string, MetricColumns>): Generator<Slice[]> {
  let group: Slice[] = [];
  let rows = 0;
  for (const [name, { value, step, timestamp }] of metrics) {
    for (let start = 0; start < value.length; start += GROUP_ROWS) {
      const end = Math.min(value.length, start + GROUP_ROWS);
      if (rows > 0 && rows + end - start > GROUP_ROWS) {
        yield group;
        group = [];
        rows = 0;
      }
      group.push({
        name,
        value: value.subarray(start, end),
        step: step.subarray(start, end),
        timestamp: timestamp.subarray(start, end),
      });
      rows += end - start;
    }
  }
  if (rows > 0) yield group;
}

function joined(group: Slice[], column: keyof MetricColumns, rows: number): Float64Array {
  if (group.length === 1) return group[0]![column];
  const all = new Float64Array(rows);
  let at = 0;
  for (const slice of group) {
    all.set(slice[column], at);
    at += slice[column].length;
  }
  return all;
}

/** 64-bit integers from whole numbers: in two halves, as a BigInt each would cost much more. */
function toInt64(from: Float64Array, scale: number): BigInt64Array {
  const to = new BigInt64Array(from.length);
  const halves = new Int32Array(to.buffer);
  for (let i = 0; i < from.length; i++) {
    const whole = Math.round(from[i]! * scale);
    const high = Math.floor(whole / 4294967296);
    halves[2 * i] = whole - high * 4294967296;
    halves[2 * i + 1] = high;
  }
  return to;
}

/** Writes the file; not if `beforeCommit` throws. */
export async function writeParquetFile(
  path: string,
  metrics: Map<string, MetricColumns>,
  beforeCommit?: () => void,
): Promise<void> {
  const { ByteWriter, ParquetWriter } = await import("npm:hyparquet-writer@0.17.0");
  const places: Places = [];
  let total = 0;
  let stepsMissing = false;
  for (const [name, { value, step }] of metrics) {
    places.push([name, total, value.length]);
    total += value.length;
    stepsMissing ||= step.some(Number.isNaN);
  }
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schema(stepsMissing),
    codec: "UNCOMPRESSED",
    kvMetadata: [{ key: PLACES_KEY, value: JSON.stringify(places) }],
  });
  for (const group of rowGroups(metrics)) {
    const rows = group.reduce((sum, { value }) => sum + value.length, 0);
    const names: string[] = [];
    for (const { name, value } of group) {
      for (let i = 0; i < value.length; i++) names.push(name);
    }
    const step = joined(group, "step", rows);
    const timestamp = joined(group, "timestamp", rows);
    const steps = stepsMissing
      ? Array.from(step, (at) => Number.isNaN(at) ? null : BigInt(Math.round(at)))
      : toInt64(step, 1);
    await parquet.write({
      columnData: [
        { name: "metric", data: names, encoding: "RLE_DICTIONARY" },
        { name: "step", data: steps, encoding: "PLAIN", statistics: false },
        { name: "value", data: joined(group, "value", rows), encoding: "PLAIN" },
        { name: "timestamp", data: toInt64(timestamp, 1000), encoding: "PLAIN", statistics: false },
      ],
      rowGroupSize: rows,
      pageSize: 0, // No limit: one page a column.
    });
  }
  await parquet.finish();
  beforeCommit?.();
  using file = new AtomicFile(path);
  file.write(writer.getBytes());
  file.commit();
}

/**
 * Reads metrics from a file that {@linkcode writeParquetFile} wrote.
 *
 * @param path The file.
 * @param only The name of the metric to read; all where it is left out.
 * @returns The metrics in the order of the file; undefined where another tool wrote it.
 */
export async function readParquetFile(
  path: string,
  only?: string,
): Promise<Map<string, MetricColumns> | undefined> {
  const { parquetMetadataAsync } = await import("npm:hyparquet@1.31.5");
  const fd = fs.openSync(path, "r");
  try {
    const file = fileBuffer(fd);
    const metadata = await parquetMetadataAsync(file);
    const entry = metadata.key_value_metadata?.find(({ key }) => key === PLACES_KEY);
    if (!entry?.value) return undefined;
    const places: Places = JSON.parse(entry.value);
    const wanted = only === undefined ? places : places.filter(([name]) => name === only);
    const metrics = new Map<string, MetricColumns>();
    if (wanted.length === 0) return metrics;
    const rowStart = wanted[0]![1];
    const rowEnd = wanted.at(-1)![1] + wanted.at(-1)![2];
    const all = await readRows(fd, file, metadata, rowStart, rowEnd - rowStart);
    for (const [name, start, count] of wanted) {
      const at = start - rowStart;
      metrics.set(name, {
        value: all.value.subarray(at, at + count),
        step: all.step.subarray(at, at + count),
        timestamp: all.timestamp.subarray(at, at + count),
      });
    }
    return metrics;
  } finally {
    fs.closeSync(fd);
  }
}
