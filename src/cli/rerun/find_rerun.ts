/**
 * Finds the run that came of repeating another.
 *
 * @module
 */
import { findRuns, readParams, readSummary, recoverRun, runState } from "../../store/mod.ts";
import type { RunSummary } from "../../store/mod.ts";
import { placeOf, type RunPlace } from "../runs.ts";

/** A run that repeats another. */
export interface Rerun extends RunPlace {
  /** Its summary. */
  summary: RunSummary;
}

/** All run folders there are now, to tell later which are new. */
export function knownRuns(baseDir: string): Set<string> {
  return new Set(findRuns(baseDir).map(({ path }) => path));
}

/**
 * The new runs that came of the same code, the one that repeats `first` in front; none, where none
 * repeats it.
 */
export async function findReruns(
  baseDir: string,
  known: Set<string>,
  first: RunSummary,
): Promise<Rerun[]> {
  const found: Rerun[] = [];
  for (const { path } of findRuns(baseDir)) {
    if (known.has(path)) continue;
    // The process is gone: a run that it did not end is as it will be.
    if (runState(path) === "dead") await recoverRun(path);
    const summary = readSummary(path);
    summary.params = readParams(path, summary);
    found.push({ ...placeOf(path), summary });
  }
  const meant = found.find(({ summary }) => summary.rerun_of === first.id);
  return meant ? [meant, ...found.filter((run) => run !== meant)] : [];
}
