/**
 * The Vega-Lite specification of a frame.
 *
 * @module
 */
import { counted } from "../../display/mod.ts";
import { runStyles } from "../colors.ts";
import { runLabels, titleText } from "../labels.ts";
import type { ChartSpec } from "../render/mod.ts";
import { type CurvePanel, curvesSpec } from "../spec/curves.ts";
import { liveCurve } from "./live_curve.ts";
import type { FrameRun } from "./live_frame.ts";
import type { ShownMetrics } from "./live_lines.ts";
import type { LiveChartOptions } from "./live_options.ts";
import { CHART_WIDTH, liveLayout } from "./panel_layout.ts";
import type { Heading } from "../spec/theme.ts";
import { steadySpec } from "./steady.ts";

/** How many points a frame has at most: a page takes a second to draw 10,000. */
const MOST_POINTS = 8000;
/** M4 draws four points a column at most. */
const POINTS_A_COLUMN = 4;
const FEWEST_COLUMNS = 8;
/** So many runs have a name and a colour, the newest. */
const NAMED_RUNS = 10;

/** What stands above, which stays the same from the first frame on: what came later would move the page. */
export function liveHeading(
  runs: readonly Pick<FrameRun, "project" | "name">[],
  { smooth = 0 }: LiveChartOptions,
): Heading {
  const projects = new Set(runs.map(({ project }) => project));
  const { project, name } = runs[0]!;
  const place = projects.size === 1 ? titleText(project) : counted(projects.size, "project");
  return {
    title: runs.length === 1
      ? titleText(`${project}/${name}`)
      : `${place}: ${counted(runs.length, "run")}`,
    notes: smooth > 0 ? [`smoothed by ${smooth}, with what was logged behind`] : [],
  };
}

/** Draws what was read until now as `compare()` would. */
export function liveSpec(
  runs: readonly FrameRun[],
  metrics: ShownMetrics,
  options: LiveChartOptions,
): ChartSpec {
  const { x = "step", log = false } = options;
  const layout = liveLayout(metrics.names.length, metrics.isOpen);
  const share = Math.floor(MOST_POINTS / POINTS_A_COLUMN / (layout.count * runs.length));
  const columns = Math.max(FEWEST_COLUMNS, Math.min(layout.width, share));
  const panels: CurvePanel[] = metrics.names.map((metric) => ({
    metric,
    curves: runs.map(({ lines }) => liveCurve(metric, lines.line(metric), columns)),
  }));
  if (panels.length === 0) panels.push({ metric: " ", curves: [] });
  const heading = liveHeading(runs, options);
  const firstNamed = runs.length - NAMED_RUNS;
  const styles = runStyles(runs.slice(Math.max(0, firstNamed)));
  const spec = curvesSpec({
    heading,
    panels,
    labels: runLabels(runs),
    styles: runs.map((_, place) => styles[place - Math.max(0, firstNamed)]),
    x,
    log,
    width: CHART_WIDTH,
    ...layout.asked === undefined ? {} : { height: layout.asked },
    canZoom: false,
  });
  const waiting = panels.map(({ curves }) =>
    curves.some((curve) => curve !== undefined)
      ? undefined
      : metrics.names.length === 0
      ? "metrics"
      : "values"
  );
  return steadySpec(spec, heading, waiting);
}
