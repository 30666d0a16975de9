/** Makes a run of a million points of one metric; prints where it is. */

import { report } from "../processes.ts";
import { logSteps, startRun } from "./run.ts";

if (import.meta.main) {
  const tracker = startRun(Deno.args[0]!);
  logSteps(tracker, 0, 1_000_000);
  await tracker.finish();
  report(tracker.path);
}
