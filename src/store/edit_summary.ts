/**
 * Changes what a run that has ended says of itself.
 *
 * @module
 */
import { writeFileAtomic } from "./atomic_file.ts";
import { readEndedSummary } from "./load.ts";
import { withLock, withLockSync } from "./lock.ts";
import { runPaths } from "./paths.ts";
import { summaryText } from "./summary_file.ts";
import type { RunSummary } from "./summary.ts";

function edited(dir: string, edit: (summary: RunSummary) => void): RunSummary {
  const summary = readEndedSummary(dir);
  if (!summary) {
    throw new Error(`Cannot change the summary of ${dir}: the run has not ended`);
  }
  edit(summary);
  writeFileAtomic(runPaths(dir).summary, summaryText({ ...summary, format: 1 }));
  return summary;
}

/**
 * Changes the summary.json of a run that has ended, under the run's lock. Another tool's file keeps
 * what it held, and becomes one of ours.
 *
 * @param dir The run folder.
 * @param edit Changes the summary in place.
 * @returns The summary as it is now.
 * @throws {Error} If the run has journals: it lives, or is to be recovered first.
 */
export function editSummary(
  dir: string,
  edit: (summary: RunSummary) => void,
): Promise<RunSummary> {
  return withLock(dir, "journal", () => edited(dir, edit));
}

/** As {@linkcode editSummary}, for a process that ends at once. */
export function editSummarySync(dir: string, edit: (summary: RunSummary) => void): RunSummary {
  return withLockSync(dir, "journal", () => edited(dir, edit));
}
