/**
 * What the card of a run is drawn from.
 *
 * @module
 */
import fs from "node:fs";
import {
  type MetricColumns,
  readMetrics,
  readParams,
  readSummary,
  runPaths,
  type RunSummary,
} from "../../store/mod.ts";
import { CliError, messageOf } from "../errors.ts";
import type { RunPlace } from "../runs.ts";

/** A run, read. */
export interface RunView {
  /** Its name, as it is called on the command line. */
  name: string;
  /** Its folder. */
  path: string;
  /** Its summary, with the parameters of another tool's run. */
  summary: RunSummary;
  /** The points of its metrics, where they were asked for and can be read. */
  points: Map<string, MetricColumns>;
}

/**
 * Reads a run; a crashed one as it stands.
 *
 * @param run The run.
 * @param options `points`: whether to read the points of the metrics, too.
 * @throws {CliError} If it is damaged.
 */
export async function readRun(
  run: RunPlace,
  { points: wanted }: { points: boolean },
): Promise<RunView> {
  let summary: RunSummary;
  try {
    summary = readSummary(run.path);
  } catch (error) {
    throw new CliError(`Cannot read the run ${run.name}: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
  summary.params = readParams(run.path, summary);
  let points = new Map<string, MetricColumns>();
  if (wanted) {
    try {
      points = await readMetrics(run.path);
    } catch (error) {
      // The summary tells most of it.
      summary.warnings.push(`The history of the metrics cannot be read: ${messageOf(error)}`);
    }
  }
  return { name: run.name, path: run.path, summary, points };
}

/** Which of the run's folders there are. */
export function existingFolders(path: string): Set<"tensorboard" | "code"> {
  const paths = runPaths(path);
  return new Set((["tensorboard", "code"] as const).filter((name) => fs.existsSync(paths[name])));
}
