/**
 * Every point of every metric of runs as one long table.
 *
 * @module
 */
import type { ExperimentInfo } from "../../registry/mod.ts";
import { AtomicFile, readMetrics, toIso } from "../../store/mod.ts";
import { eachWithProgress } from "../progress.ts";
import { placeOf } from "../runs.ts";
import { output } from "../terminal.ts";
import { exportHistoryParquet } from "./history_parquet.ts";

const CHUNK_CHARACTERS = 1 << 18;

/** A point of the table, as its columns; numbers that JSON lacks are the strings of their names. */
interface PointFormat {
  /** What the file begins with. */
  readonly begin: string;
  /** A point. */
  point(run: RunKey, metric: string, step: number | null, value: number, time: string): string;
  /** What stands between points. */
  readonly between: string;
  /** What the file ends with. */
  readonly end: string;
}

interface RunKey {
  name: string;
  id: string;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const CSV: PointFormat = {
  begin: "run,id,metric,step,value,timestamp\r\n",
  point: (run, metric, step, value, time) =>
    `${csvCell(run.name)},${csvCell(run.id)},${csvCell(metric)},${step ?? ""},${value},${time}\r\n`,
  between: "",
  end: "",
};

const JSON_POINTS: PointFormat = {
  begin: "[",
  point: ({ name, id }, metric, step, value, timestamp) => {
    const stored = Number.isFinite(value) ? value : String(value);
    return "\n" + JSON.stringify({ run: name, id, metric, step, value: stored, timestamp });
  },
  between: ",",
  end: "\n]\n",
};

async function writePoints(
  runs: ExperimentInfo[],
  format: PointFormat,
  write: (text: string) => void,
): Promise<void> {
  let text = format.begin;
  let first = true;
  await eachWithProgress("Exporting", runs, ({ path }) => placeOf(path).name, async (run) => {
    const key: RunKey = { name: placeOf(run.path).name, id: run.id };
    for (const [metric, columns] of await readMetrics(run.path)) {
      for (let i = 0; i < columns.value.length; i++) {
        if (!first) text += format.between;
        first = false;
        const step = Number.isNaN(columns.step[i]!) ? null : columns.step[i]!;
        // A point of another tool may be without a time.
        const time = Number.isNaN(columns.timestamp[i]!) ? "" : toIso(columns.timestamp[i]!);
        text += format.point(key, metric, step, columns.value[i]!, time);
        if (text.length < CHUNK_CHARACTERS) continue;
        write(text);
        text = "";
      }
    }
  });
  write(text + format.end);
}

/**
 * Writes the table.
 *
 * @param file The file; standard output where undefined, which Parquet does not go to.
 */
export async function exportHistory(
  runs: ExperimentInfo[],
  format: "csv" | "json" | "parquet",
  file: string | undefined,
): Promise<void> {
  if (format === "parquet") return await exportHistoryParquet(runs, file!);
  const points = format === "csv" ? CSV : JSON_POINTS;
  if (file === undefined) return await writePoints(runs, points, (text) => output.write(text));
  using target = new AtomicFile(file);
  await writePoints(runs, points, (text) => target.write(text));
  target.commit();
}
