/** Compares runs. @module */

import { counted } from "../display/mod.ts";
import type { ExperimentInfo } from "../registry/mod.ts";
import { type ChartOptions, resolveChartOptions, type ResolvedOptions } from "./chart_options.ts";
import { chooseMetrics } from "./choose_metrics.ts";
import { runStyles } from "./colors.ts";
import { ComparisonChart } from "./comparison_chart.ts";
import { comparisonText } from "./comparison_text.ts";
import type { Curve } from "./curve.ts";
import { DifferenceTable } from "./difference_table.ts";
import { runLabels, titleText } from "./labels.ts";
import { readCurves } from "./metric_data.ts";
import { bestRuns } from "./ranking.ts";
import { type SelectedRuns, selectRuns } from "./select_runs.ts";
import { curvesSpec } from "./spec/curves.ts";
import { type Heading, layoutPanels } from "./spec/theme.ts";

/** So many runs have a name and a colour. */
const NAMED_RUNS = 10;

/** What is compared, as one or several references. */
function checkRefs(refs: unknown): string[] | undefined {
  if (refs === undefined) return undefined;
  const list = typeof refs === "string" ? [refs] : refs;
  if (!Array.isArray(list) || list.some((ref) => typeof ref !== "string" || ref === "")) {
    throw new TypeError(
      `Cannot compare runs: got ${
        JSON.stringify(refs)
      }, expected names, paths, or patterns of runs`,
    );
  }
  return list.length === 0 ? undefined : list;
}

function headingOf(
  { runs, older }: SelectedRuns,
  named: number,
  metrics: readonly string[],
  options: ResolvedOptions,
): Heading {
  const projects = [...new Set(runs.map(({ project }) => project))];
  const notes: string[] = [];
  if (older > 0) notes.push(`the newest ${runs.length} of ${runs.length + older} runs`);
  if (named < runs.length && metrics[0] !== undefined) {
    notes.push(`the best ${named} by ${titleText(metrics[0], 40)} have names, the others are grey`);
  }
  if (options.smooth > 0) notes.push(`smoothed by ${options.smooth}`);
  const place = projects.length === 1
    ? titleText(projects[0]!)
    : counted(projects.length, "project");
  return { title: `${place}: ${counted(runs.length, "run")}`, notes };
}

/** Said where a logarithmic axis has no place for values. */
function leftOutNote(curves: Iterable<readonly (Curve | undefined)[]>): string[] {
  let count = 0;
  for (const ofRuns of curves) for (const curve of ofRuns) count += curve?.leftOut ?? 0;
  return count === 0 ? [] : [
    `logarithmic: ${counted(count, "value")} that ${
      count === 1 ? "is" : "are"
    } not above 0 left out`,
  ];
}

/**
 * Compares runs: draws them side by side, and tells what differs.
 *
 * @param runs Names, paths, `project/name`, beginnings of ids, or patterns such as `penguins/*`; by default the newest
 * runs of the newest project.
 * @param options Which runs and metrics, and how they are drawn.
 * @returns The comparison; in a notebook it displays itself.
 * @throws {TypeError} or {RangeError} If an option is wrong. {Error} If a run or a metric does not exist, with the
 * nearest name.
 *
 * @example Compare the runs of a project
 * ```ts
 * import { compare, ExperimentTracker } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * for (const lr of [0.1, 0.01]) {
 *   const tracker = new ExperimentTracker({ project: "docs", experimentName: `lr ${lr}`, baseDir });
 *   tracker.logParams({ lr });
 *   for (let step = 0; step < 10; step++) tracker.logMetric("loss", lr / (step + 1), step);
 *   await tracker.finish();
 * }
 * const comparison = await compare("docs/*", { baseDir, metrics: ["loss"], log: true });
 * console.log(comparison.text());
 * if (comparison.runs.length !== 2) throw new Error("expected two runs");
 * await Deno.remove(baseDir, { recursive: true });
 * ```
 */
export async function compare(
  runs?: string | string[],
  options: ChartOptions = {},
): Promise<ComparisonChart> {
  const resolved = resolveChartOptions(options);
  const selected = await selectRuns(checkRefs(runs), resolved);
  const metrics = chooseMetrics(selected.runs, resolved.metrics);
  return await draw(selected, metrics, resolved);
}

async function draw(
  selected: SelectedRuns,
  metrics: string[],
  options: ResolvedOptions,
): Promise<ComparisonChart> {
  const { runs } = selected;
  const { width } = layoutPanels(metrics.length, options.width, options.height);
  const { curves, unreadable } = await readCurves(runs, metrics, options, width * 2);
  const named = bestRuns(runs, metrics[0], NAMED_RUNS);
  const heading = headingOf(selected, named.length, metrics, options);
  heading.notes.push(...leftOutNote(curves.values()));
  const table = new DifferenceTable(runs, metrics);
  return new ComparisonChart({
    runs,
    metrics,
    table,
    spec: curvesSpec({
      heading,
      panels: metrics.map((metric) => ({ metric, curves: curves.get(metric)! })),
      labels: runLabels(runs),
      styles: stylesOf(runs, named),
      x: options.x,
      log: options.log,
      width: options.width,
      height: options.height,
      canZoom: runs.every(({ status }) => status !== "running"),
    }),
    text: comparisonText(heading, table, curves),
    problems: [
      ...selected.problems,
      ...unreadable.map(({ run, message }) => ({ path: run.path, message })),
    ],
  });
}

/** The styles of the runs that have names. */
function stylesOf(runs: readonly ExperimentInfo[], named: readonly number[]) {
  const styles = runStyles(named.map((place) => runs[place]!));
  return runs.map((_, place) => styles[named.indexOf(place)]);
}
