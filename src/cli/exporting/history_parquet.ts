/**
 * The long table of points as Parquet: a row group for each run.
 *
 * @module
 */
import type { ExperimentInfo } from "../../registry/mod.ts";
import { AtomicFile, readMetrics } from "../../store/mod.ts";
import { eachWithProgress } from "../progress.ts";
import { placeOf } from "../runs.ts";

/** Writes the table: `run, id, metric, step, value, timestamp`. */
export async function exportHistoryParquet(runs: ExperimentInfo[], path: string): Promise<void> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  using file = new AtomicFile(path);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: 6 },
      { name: "run", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
      { name: "id", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
      { name: "metric", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
      { name: "step", type: "INT64", repetition_type: "OPTIONAL" },
      { name: "value", type: "DOUBLE", repetition_type: "REQUIRED" },
      {
        name: "timestamp",
        type: "INT64",
        logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
        repetition_type: "OPTIONAL",
      },
    ],
  });
  await eachWithProgress("Exporting", runs, (run) => placeOf(run.path).name, async (run) => {
    const metrics: string[] = [];
    const steps: (bigint | null)[] = [];
    const values: number[] = [];
    const times: (bigint | null)[] = [];
    for (const [metric, { value, step, timestamp }] of await readMetrics(run.path)) {
      for (let i = 0; i < value.length; i++) {
        metrics.push(metric);
        steps.push(Number.isNaN(step[i]!) ? null : BigInt(step[i]!));
        values.push(value[i]!);
        times.push(Number.isNaN(timestamp[i]!) ? null : BigInt(Math.round(timestamp[i]! * 1000)));
      }
    }
    if (values.length === 0) return;
    await parquet.write({
      columnData: [
        { name: "run", data: new Array(values.length).fill(placeOf(run.path).name) },
        { name: "id", data: new Array(values.length).fill(run.id) },
        { name: "metric", data: metrics },
        { name: "step", data: steps },
        { name: "value", data: values },
        { name: "timestamp", data: times },
      ],
    });
  });
  await parquet.finish();
  file.write(writer.getBytes());
  file.commit();
}
