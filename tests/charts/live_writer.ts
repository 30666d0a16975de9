/**
 * A run whose process never leaves its loop while it logs, as a cell does that blocks its event loop: it logs for as
 * many milliseconds as the second argument says, then ends as the third one says.
 *
 * @module
 */
import { ExperimentTracker } from "@labbook/labbook";

const [baseDir, time, end] = Deno.args;
const tracker = new ExperimentTracker({
  project: "live",
  experimentName: "busy",
  baseDir: baseDir!,
  useTensorboard: false,
  saveCode: false,
  saveEnv: false,
});
console.log(tracker.path);
const start = performance.now();
for (let step = 0; performance.now() - start < Number(time); step++) {
  tracker.logMetrics({ loss: 1 / (step + 1), accuracy: 1 - 1 / (step + 1) }, step);
  const pause = performance.now() + 1;
  while (performance.now() < pause) { /* The loop is busy. */ }
}
if (end === "die") Deno.kill(Deno.pid, "SIGKILL");
await tracker.finish();
