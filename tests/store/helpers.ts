/** Runs written event by event, for tests of the store. @module */

import { createRun, type OpenedRun, type RunEvent, stringifyJson } from "../../src/store/mod.ts";

/** Starts a run in `baseDir`. */
export function startRun(baseDir: string, name = "run"): OpenedRun {
  const start = { project: "tests", name, description: "", tags: [] };
  return createRun(baseDir, start, (reason) => {
    throw new Error(reason);
  });
}

/** Appends an event to a run's journal. */
export function append(run: OpenedRun, event: RunEvent): void {
  run.journal.append(event.type, stringifyJson(event) + "\n", event.time);
}

/** Appends points of one metric, with steps from `from` on. */
export function appendPoints(run: OpenedRun, name: string, values: number[], from = 0): void {
  values.forEach((value, i) => {
    append(run, {
      type: "metrics",
      time: 1_700_000_000_000 + from + i,
      step: from + i,
      values: Object.fromEntries([[name, value]]),
    });
  });
}

/** Closes a run's journal with a status. */
export function close(run: OpenedRun, status: "finished" | "failed" | "killed" = "finished"): void {
  append(run, { type: "status", time: Date.now(), status, closed: true });
  run.journal.close();
}
