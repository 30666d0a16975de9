/** Runs for tests of the registry. @module */

import { ExperimentTracker } from "../../src/tracker/mod.ts";

/** What a run shall hold. */
export interface RunOptions {
  /** The project; `tests` by default. */
  project?: string;
  /** Tags. */
  tags?: string[];
  /** Parameters. */
  params?: Record<string, unknown>;
  /** Metrics: the values at steps 0, 1, … */
  metrics?: Record<string, number[]>;
  /** How it ends; `null` leaves it running. */
  status?: "finished" | "failed" | "killed" | null;
}

/** Makes a run, and ends it. */
export async function makeRun(
  baseDir: string,
  name: string,
  options: RunOptions = {},
): Promise<ExperimentTracker> {
  const { project = "tests", tags = [], params, metrics = {}, status = "finished" } = options;
  const tracker = new ExperimentTracker({
    project,
    experimentName: name,
    baseDir,
    tags,
    useTensorboard: false,
    saveCode: false,
    saveEnv: false,
  });
  if (params) tracker.logParams(params);
  for (const [metric, values] of Object.entries(metrics)) {
    values.forEach((value, step) => tracker.logMetric(metric, value, step));
  }
  if (status) await tracker.finish(status);
  return tracker;
}
