/** What a chart of curves is drawn of, and what each of its panels shows. @module */

import type { ChartAxis } from "../chart_options.ts";
import type { Curve } from "../curve.ts";
import { extentOf, joinedRange, type Range, rangeOf } from "./ranges.ts";
import { namedRuns, otherRuns, type ShownRuns } from "./run_channels.ts";
import { type Heading, type Layout, layoutPanels, type Part } from "./theme.ts";

/** A panel: a metric's curves. */
export interface CurvePanel {
  /** The metric. */
  metric: string;
  /** The curve of each run; undefined where it has none. */
  curves: readonly (Curve | undefined)[];
}

/** What curves are drawn of. */
export interface CurvesInput extends ShownRuns {
  /** What stands above. */
  heading: Heading;
  /** The panels. */
  panels: readonly CurvePanel[];
  /** What the horizontal axis is. */
  x: ChartAxis;
  /** Whether the axis of values is logarithmic. */
  log: boolean;
  /** The width of the whole in pixels. */
  width: number;
  /** The height of a panel in pixels. */
  height?: number;
  /** Whether a part of the curves can be chosen to look at closely. */
  canZoom: boolean;
}

/** How one panel is drawn. */
export interface PanelPlan extends CurvePanel {
  /** The place of the panel, which makes its names unique. */
  place: number;
  /** The x that it shows. */
  range: Range;
  /** Whether it shows what is chosen in the overview. */
  zooms: boolean;
  /** The smallest and the largest value. */
  extent: Range;
}

/** How a chart of curves is drawn. */
export interface CurvesPlan {
  /** What it is drawn of. */
  input: CurvesInput;
  /** Where the panels stand. */
  layout: Layout;
  /** The panels. */
  panels: PanelPlan[];
  /** The places of the runs that have names. */
  named: number[];
  /** The places of the others. */
  others: number[];
  /** The rows of each view, by the name of the dataset. */
  datasets: Record<string, unknown[]>;
}

/** A time axis has no room of its own at its ends, as part of which a mark could be seen whole. */
const TIME_MARGIN = 0.02;

function axisRange([from, to]: Range, x: ChartAxis): Range {
  const margin = x === "time" ? (to - from) * TIME_MARGIN : 0;
  return [from - margin, to + margin];
}

/** Plans a chart of curves. */
export function planCurves(input: CurvesInput): CurvesPlan {
  const joined = joinedRange(input.panels.map(({ curves }) => rangeOf(curves)));
  const isLong = joined.range[1] > joined.range[0];
  return {
    input,
    layout: layoutPanels(input.panels.length, input.width, input.height),
    panels: input.panels.map((panel, place) => {
      const isJoined = joined.members.includes(place);
      return {
        ...panel,
        place,
        range: axisRange(isJoined ? joined.range : rangeOf(panel.curves), input.x),
        zooms: input.canZoom && isJoined && isLong,
        extent: extentOf(panel.curves, input.log),
      };
    }),
    named: namedRuns(input),
    others: otherRuns(input),
    datasets: {},
  };
}

/** Puts rows under a name, for a view. */
export function putData({ datasets }: CurvesPlan, name: string, rows: unknown[]): Part {
  datasets[name] = rows;
  return { name };
}
