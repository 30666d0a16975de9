/**
 * How code and environment changed from run to run, as a part of a report.
 *
 * @module
 */
import { counted, escapeHtml, shorten } from "../../../display/mod.ts";
import { diff, type ExperimentInfo, RunDiff, runNames } from "../../../registry/mod.ts";

/** More than these nobody reads, and all of them have code to be compared. */
const PAIRS_AT_MOST = 30;
/** More than these are seen by their headings, and can be opened. */
const OPEN_AT_MOST = 3;
const TITLE_WIDTH = 160;

/**
 * Compares each run with the one before it.
 *
 * @param runs In the order in which they started.
 * @returns HTML; empty where there are no two runs.
 */
export async function differencesHtml(runs: readonly ExperimentInfo[]): Promise<string> {
  const newest = runs.slice(-PAIRS_AT_MOST - 1);
  const changed: RunDiff[] = [];
  const notes = newest.length < runs.length
    ? [`Only the newest ${newest.length} runs are compared.`]
    : [];
  let same = 0;
  for (const [i, after] of newest.entries()) {
    const before = newest[i - 1];
    if (before === undefined) continue;
    try {
      const difference = await changeBetween(before, after);
      if (difference === undefined) same++;
      else changed.push(difference);
    } catch (error) {
      // A run may be gone by now, or damaged: the report tells of the others.
      notes.push(`${runNames(before, after).join(" → ")}: ${(error as Error).message}`);
    }
  }
  if (same > 0 && same === newest.length - 1) {
    notes.push("Code and environment, as far as they were recorded, are the same in all runs.");
  } else if (same > 0) {
    notes.push(`${counted(same, "run")} had the code and environment of the run before.`);
  }
  return [
    ...notes.map((note) => `<p>${escapeHtml(note)}</p>`),
    ...changed.map((difference) => pairHtml(difference, changed.length > OPEN_AT_MOST)),
  ].join("\n");
}

/** What changed; undefined where nothing did. Parameters and metrics are in the table of all runs. */
async function changeBetween(
  before: ExperimentInfo,
  after: ExperimentInfo,
): Promise<RunDiff | undefined> {
  const whole = await diff(before, after);
  const { git, packages, environment, code, notes } = whole;
  if ([git, packages, environment, code].every(({ length }) => length === 0)) return undefined;
  const parts = { params: [], metrics: [], git, packages, environment, code, notes };
  return new RunDiff(whole.a, whole.b, parts);
}

function pairHtml(difference: RunDiff, isFolded: boolean): string {
  if (!isFolded) return `<div class="change">${difference.html()}</div>`;
  const { a, b, git, packages, environment, code } = difference;
  const counts = [
    code.length > 0 ? `${counted(code.length, "file")} of code` : "",
    packages.length > 0 ? counted(packages.length, "package") : "",
    git.length > 0 ? "git" : "",
    environment.length > 0 ? "environment" : "",
  ].filter((part) => part !== "").join(", ");
  const title = shorten(`${runNames(a, b).join(" → ")}: ${counts}`, TITLE_WIDTH);
  return `<details class="change"><summary>${escapeHtml(title)}</summary>` +
    `${difference.html()}</details>`;
}
