/**
 * The run that `track()` started last.
 *
 * @module
 */
import type { ExperimentTracker } from "./experiment_tracker.ts";

/** On the global object, so that two copies of the library in one process have one run. */
const CURRENT = Symbol.for("labbook.currentRun");

const place = globalThis as { [CURRENT]?: ExperimentTracker };

/** The run that `track()` started last, whether it has ended or not. */
export function latestRun(): ExperimentTracker | undefined {
  return place[CURRENT];
}

/** Makes a run the one that was started last. */
export function setLatestRun(tracker: ExperimentTracker): void {
  place[CURRENT] = tracker;
}

/**
 * The run that {@linkcode track} started, until it is finished; undefined where there is none.
 *
 * @example Log into the current run from anywhere
 * ```ts
 * import { currentRun, track } from "@labbook/labbook";
 *
 * await track("docs/current", { baseDir: await Deno.makeTempDir() });
 * currentRun()?.logMetric("loss", 0.5, 1);
 * await currentRun()?.finish();
 * if (currentRun() !== undefined) throw new Error("expected none");
 * ```
 */
export function currentRun(): ExperimentTracker | undefined {
  const run = latestRun();
  return run?.isFinished ? undefined : run;
}
