/**
 * metrics_history.json: every point of every metric, for tools that read JSON only.
 *
 * @module
 */
import fs from "node:fs";
import { AtomicFile } from "./atomic_file.ts";
import { numberText, parseJson, toNumber } from "./json.ts";
import type { MetricColumns } from "./metric_columns.ts";
import { fromIso, toIso } from "./timestamps.ts";

const CHUNK_CHARACTERS = 1 << 20;

/** Writes the file. */
export function writeHistoryFile(path: string, metrics: Map<string, MetricColumns>): void {
  using file = new AtomicFile(path);
  let text = "{";
  let first = true;
  for (const [name, { value, step, timestamp }] of metrics) {
    text += `${first ? "" : ","}\n${JSON.stringify(name)}: [`;
    first = false;
    for (let i = 0; i < value.length; i++) {
      const at = step[i]!;
      const time = toIso(timestamp[i]!);
      text += (i === 0 ? '\n{"value": ' : ',\n{"value": ') + numberText(value[i]!) +
        ', "step": ' + (at === at ? at : "null") +
        (time === "" ? ', "timestamp": null}' : ', "timestamp": "' + time + '"}');
      if (text.length > CHUNK_CHARACTERS) {
        file.write(text);
        text = "";
      }
    }
    text += "\n]";
  }
  file.write(text + "\n}\n");
  file.commit();
}

function columnsOf(points: unknown): MetricColumns {
  const list: Record<string, unknown>[] = Array.isArray(points) ? points : [];
  const columns: MetricColumns = {
    value: new Float64Array(list.length),
    step: new Float64Array(list.length),
    timestamp: new Float64Array(list.length),
  };
  list.forEach((point, i) => {
    columns.value[i] = toNumber(point?.value) ?? NaN;
    columns.step[i] = Number.isFinite(point?.step) ? point!.step as number : NaN;
    columns.timestamp[i] = fromIso(point?.timestamp);
  });
  return columns;
}

/** Reads the file; one that does not exist holds no metrics. */
export function readHistoryFile(path: string): Map<string, MetricColumns> {
  let text: string;
  try {
    text = fs.readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
  const metrics = new Map<string, MetricColumns>();
  for (const [name, points] of Object.entries(parseJson(text) as Record<string, unknown>)) {
    metrics.set(name, columnsOf(points));
  }
  return metrics;
}
