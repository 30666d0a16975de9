/** Which metrics a comparison shows. @module */

import { type ExperimentInfo, nearest } from "../registry/mod.ts";
import { globPattern, isGlob } from "./glob.ts";

/** How many panels there are unless metrics are named. */
const DEFAULT_PANELS = 6;

/** What people look at first. */
const FIRST = /loss|error|perplexity|mse|mae/i;
const SECOND = /acc|auc|f1|precision|recall|score|reward|bleu|iou|r2/i;

/** What the tracker measures of the machine. */
const SYSTEM = "system/";

/** In how many runs each metric is. */
function countMetrics(runs: readonly ExperimentInfo[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of runs) {
    for (const name of Object.keys(run.metrics)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function rank(name: string): number {
  return FIRST.test(name) ? 0 : SECOND.test(name) ? 1 : 2;
}

/** Those that most runs have; of equals losses first, then accuracies, then the rest by name. */
/** The metrics that the runs have, without those of the machine. */
export function ownMetrics(runs: readonly ExperimentInfo[]): string[] {
  return namesOf(countMetrics(runs));
}

function namesOf(counts: Map<string, number>): string[] {
  return [...counts.keys()].filter((name) => !name.startsWith(SYSTEM));
}

function mostShared(counts: Map<string, number>): string[] {
  const own = namesOf(counts);
  const most = Math.max(0, ...own.map((name) => counts.get(name)!));
  // A metric that less than half as many runs have says little in a comparison.
  const shared = own.filter((name) => counts.get(name)! * 2 >= most);
  return shared.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, DEFAULT_PANELS);
}

/**
 * Chooses the metrics.
 *
 * @param asked The names, or patterns; undefined for those that tell most.
 * @throws {Error} If no run has a metric that was asked for, with the nearest name.
 */
export function chooseMetrics(
  runs: readonly ExperimentInfo[],
  asked: readonly string[] | undefined,
): string[] {
  const counts = countMetrics(runs);
  if (asked === undefined) return mostShared(counts);
  const chosen = new Set<string>();
  for (const name of asked) {
    const isPattern = isGlob(name) && !counts.has(name);
    const pattern = globPattern(name);
    const found = isPattern
      ? [...counts.keys()].filter((one) => pattern.test(one)).sort()
      : counts.has(name)
      ? [name]
      : [];
    if (found.length === 0) throw noMetric(name, counts);
    for (const one of found) chosen.add(one);
  }
  return [...chosen];
}

function noMetric(name: string, counts: Map<string, number>): Error {
  const near = nearest(name, counts.keys());
  const known = namesOf(counts).sort();
  const listed = known.slice(0, 10).join(", ") + (known.length > 10 ? ", …" : "");
  const hint = near !== undefined
    ? `: did you mean ${JSON.stringify(near)}?`
    : known.length > 0
    ? `, expected one of ${listed}`
    : ": they have none";
  return new Error(
    `Cannot compare runs: none of them has the metric ${JSON.stringify(name)}${hint}`,
  );
}
