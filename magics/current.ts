/** The run that magics log into. @module */

import { labbook } from "./labbook.ts";

type Tracker = InstanceType<typeof import("../mod.ts").ExperimentTracker>;

/**
 * The run that is active.
 *
 * @throws {Error} Where there is none.
 */
export function activeRun(magic: string): Tracker {
  const run = labbook().currentRun();
  if (run !== undefined) return run;
  throw new Error(`Cannot run %${magic}: no run is active; start one with %track project/name`);
}
