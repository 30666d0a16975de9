/** What stands above a comparison. @module */

import { basename } from "node:path";
import { counted } from "../display/mod.ts";
import type { RunProblem } from "../registry/mod.ts";
import type { ChartKind } from "./chart_options.ts";
import type { Curve } from "./curve.ts";
import { titleText } from "./labels.ts";
import type { SelectedRuns } from "./select_runs.ts";
import type { Heading } from "./spec/theme.ts";

const METRIC_WIDTH = 40;
const PROBLEM_WIDTH = 90;

/**
 * The title, and what must be known to read a chart.
 *
 * @param named How many runs have a name in it.
 * @param metrics The metrics; by the first of them the runs were chosen.
 * @param known How many metrics the runs have.
 */
export function headingOf(
  { runs, older, problems }: SelectedRuns,
  named: number,
  kind: ChartKind,
  metrics: readonly string[],
  known: number,
): Heading {
  const [metric] = metrics;
  const projects = [...new Set(runs.map(({ project }) => project))];
  const place = projects.length === 1
    ? titleText(projects[0]!)
    : counted(projects.length, "project");
  const notes: string[] = [];
  if (older > 0) notes.push(`the newest ${runs.length} of ${runs.length + older} runs`);
  const hasGrey = named < runs.length && kind !== "parallel" && kind !== "table";
  if (hasGrey && metric !== undefined) {
    const name = titleText(metric, METRIC_WIDTH);
    notes.push(`the best ${named} by ${name} have colours, the others are grey`);
  }
  if (kind === "parallel" && metrics.length > 1) {
    notes.push(`by ${titleText(metric!, METRIC_WIDTH)}, the first of ${metrics.length} metrics`);
  } else if (metrics.length < known) notes.push(`${metrics.length} of ${known} metrics`);
  notes.push(...problemNotes(problems));
  return { title: `${place}: ${counted(runs.length, "run")}`, notes };
}

/** The first of some problems, and how many more there are. */
export function problemNotes(problems: readonly RunProblem[]): string[] {
  const [first] = problems;
  if (first === undefined) return [];
  const others = problems.length === 1 ? "" : ` (and ${problems.length - 1} more)`;
  return [titleText(`${basename(first.path)}: ${first.message}`, PROBLEM_WIDTH) + others];
}

/** Said where a logarithmic axis has no place for values. */
export function leftOutNotes(curves: Iterable<readonly (Curve | undefined)[]>): string[] {
  let count = 0;
  for (const ofRuns of curves) for (const curve of ofRuns) count += curve?.leftOut ?? 0;
  if (count === 0) return [];
  const what = count === 1 ? "1 value that is" : `${count} values that are`;
  return [`logarithmic: ${what} not above 0 left out`];
}
