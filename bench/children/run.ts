/** The runs that the children measure. @module */

import fs from "node:fs";
import { join } from "node:path";
import { ExperimentTracker } from "../../mod.ts";

/** Starts a run with the default options: snapshot and TensorBoard mirror are on. */
export function startRun(baseDir: string): ExperimentTracker {
  return new ExperimentTracker({ project: "bench", experimentName: "run", baseDir });
}

/** Logs one scalar with its step `count` times, from the step `first` on. */
export function logSteps(tracker: ExperimentTracker, first: number, count: number): void {
  const end = first + count;
  for (let step = first; step < end; step++) tracker.logMetrics({ loss: 1 / (step + 1) }, step);
}

/** The journal that this process writes: the first of the run. */
export function ownJournal(tracker: ExperimentTracker): string {
  const dir = join(tracker.path, "journal");
  const [first] = fs.readdirSync(dir).filter((name) => name.endsWith(".jsonl")).sort();
  return join(dir, first!);
}
