/** Times the reading of one metric, or the parsing of metrics_history.json: the first thing it does. */

import fs from "node:fs";
import { join } from "node:path";
import { ExperimentRegistry } from "../../mod.ts";
import { report } from "../processes.ts";

/** What this child prints. */
export interface ChartResult {
  /** How long it took; for the metric, loading the Parquet reader included. */
  milliseconds: number;
  /** How many points there were. */
  points: number;
}

if (import.meta.main) {
  const [runDir, what] = Deno.args as [string, "read" | "parse"];
  const text = what === "read" ? "" : fs.readFileSync(join(runDir, "metrics_history.json"), "utf8");
  const registry = new ExperimentRegistry(join(runDir, "..", ".."));
  const start = performance.now();
  const points = what === "read"
    ? (await registry.metricHistory(runDir, "loss")).value
    : JSON.parse(text).loss;
  const result: ChartResult = { milliseconds: performance.now() - start, points: points.length };
  report(result);
}
