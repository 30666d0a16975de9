/** Compares runs. @module */

import type { ExperimentInfo, RunProblem } from "../registry/mod.ts";
import {
  type ChartKind,
  type ChartOptions,
  resolveChartOptions,
  type ResolvedOptions,
} from "./chart_options.ts";
import { chooseMetrics, ownMetrics } from "./choose_metrics.ts";
import { runStyles } from "./colors.ts";
import { ComparisonChart } from "./comparison_chart.ts";
import { headingOf, leftOutNotes, problemNotes } from "./comparison_heading.ts";
import { comparisonText } from "./comparison_text.ts";
import { DifferenceTable } from "./difference_table.ts";
import { checkParam } from "./grouping.ts";
import { differingParams, flatParams, runLabels } from "./labels.ts";
import { type MetricData, readCurves } from "./metric_data.ts";
import { bestRuns } from "./ranking.ts";
import type { ChartSpec } from "./render/mod.ts";
import { selectRuns } from "./select_runs.ts";
import { barsSpec } from "./spec/bars.ts";
import type { ComparisonInput } from "./spec/comparison_input.ts";
import { curvesSpec } from "./spec/curves.ts";
import { groupedBarsSpec } from "./spec/grouped_bars.ts";
import { parallelSpec } from "./spec/parallel.ts";
import type { ShownRuns } from "./spec/run_channels.ts";
import { scatterSpec } from "./spec/scatter.ts";
import { type Heading, layoutPanels } from "./spec/theme.ts";

/** A parameter with more numbers than these is not drawn in groups. */
const MOST_NUMBER_GROUPS = 4;

/** So many runs have a name and a colour. */
const NAMED_RUNS = 10;

/** What is compared, as one or several references. */
export function checkRefs(refs: unknown): string[] | undefined {
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

/**
 * Compares runs: draws them side by side, and tells what differs.
 *
 * @param runs Names, paths, `project/name`, beginnings of ids, or patterns such as `penguins/*`; by default the newest
 * runs of the newest project.
 * @param options Which runs and metrics, and how they are drawn.
 * @returns The comparison; in a notebook it displays itself.
 * @throws {TypeError} or {RangeError} If an option is wrong. {Error} If a run, a metric or a parameter does not exist,
 * with the nearest name.
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
  const params = flatParams(selected.runs);
  if (resolved.by !== undefined) checkParam(params, resolved.by);
  const kind = resolved.kind ?? kindBy(params, resolved.by);
  const named = bestRuns(selected.runs, metrics[0], NAMED_RUNS);
  const styles = runStyles(named.map((place) => selected.runs[place]!));
  const shown: ShownRuns = {
    labels: runLabels(selected.runs),
    styles: selected.runs.map((_, place) => styles[named.indexOf(place)]),
  };
  const table = new DifferenceTable(selected.runs, metrics);
  // What was asked for is drawn; of what was not, some may be left out.
  const known = resolved.metrics === undefined ? ownMetrics(selected.runs).length : metrics.length;
  const heading = headingOf(selected, named.length, kind, metrics, known);
  const parts = { runs: selected.runs, metrics, table };
  if (kind === "curves" && metrics.length > 0) {
    const drawn = await drawCurves(selected.runs, metrics, shown, heading, resolved);
    return new ComparisonChart({
      ...parts,
      spec: drawn.spec,
      text: comparisonText(drawn.heading, table, drawn.curves),
      problems: [...selected.problems, ...drawn.problems],
    });
  }
  const input: ComparisonInput = { ...resolved, ...shown, ...selected, params, metrics, heading };
  return new ComparisonChart({
    ...parts,
    spec: metrics.length === 0 ? null : valuesSpec(kind, input),
    text: comparisonText(heading, table, new Map()),
    problems: selected.problems,
  });
}

/** Values over a parameter: as points where it has many numbers, else in groups. */
function kindBy(params: Map<string, unknown>[], by: string | undefined): ChartKind {
  if (by === undefined) return "curves";
  const values = params.map((one) => one.get(by)).filter((value) => value !== undefined);
  const isContinuous = values.every((value) => typeof value === "number") &&
    new Set(values).size > MOST_NUMBER_GROUPS;
  return isContinuous ? "scatter" : "bars";
}

/** The first parameter that differs and is a number, else the first that differs. */
function defaultBy(params: readonly ReadonlyMap<string, unknown>[]): string {
  const differing = differingParams(params);
  const isNumeric = (name: string): boolean =>
    params.every((one) => !one.has(name) || typeof one.get(name) === "number");
  const found = differing.find(isNumeric) ?? differing[0];
  if (found !== undefined) return found;
  throw new Error(
    "Cannot draw a scatter plot: all parameters of the runs are the same, expected the name of one as `by`",
  );
}

/** The chart of the runs' best values. */
function valuesSpec(kind: ChartKind, input: ComparisonInput): ChartSpec | null {
  switch (kind) {
    case "bars":
      return input.by === undefined ? barsSpec(input) : groupedBarsSpec(input, input.by);
    case "scatter":
      return scatterSpec({ ...input, by: input.by ?? defaultBy(input.params) });
    case "parallel":
      return parallelSpec(input);
    default:
      return null;
  }
}

async function drawCurves(
  runs: readonly ExperimentInfo[],
  metrics: readonly string[],
  shown: ShownRuns,
  { title, notes }: Heading,
  options: ResolvedOptions,
): Promise<
  { spec: ChartSpec; heading: Heading; problems: RunProblem[] } & Pick<MetricData, "curves">
> {
  const { width, height, x, log, smooth } = options;
  const layout = layoutPanels(metrics.length, width, height);
  const { curves, unreadable } = await readCurves(runs, metrics, options, layout.width);
  const problems = unreadable.map(({ run, message }) => ({ path: run.path, message }));
  const heading: Heading = {
    title,
    notes: [
      ...notes,
      ...smooth > 0 ? [`smoothed by ${smooth}, with what was logged behind`] : [],
      ...leftOutNotes(curves.values()),
      ...problemNotes(problems),
    ],
  };
  const spec = curvesSpec({
    ...shown,
    heading,
    panels: metrics.map((metric) => ({ metric, curves: curves.get(metric)! })),
    x,
    log,
    width,
    ...height === undefined ? {} : { height },
    canZoom: runs.every(({ status }) => status !== "running"),
  });
  return { spec, heading, curves, problems };
}
