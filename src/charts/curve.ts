/**
 * One metric of one run, reduced to what a panel can show.
 *
 * @module
 */
import { metricDirection } from "../registry/mod.ts";
import type { MetricColumns } from "../store/mod.ts";
import type { ChartAxis } from "./chart_options.ts";
import { BREAK, reduceToColumns } from "./m4.ts";
import { smoothed } from "./smoothing.ts";

/** Points of a line, in their order. */
export interface Points {
  /** Where they stand: steps, seconds, or milliseconds since the epoch; ascending. */
  x: Float64Array;
  /** The values; NaN where the line is broken. */
  y: Float64Array;
}

/** One point. */
export interface CurvePoint {
  /** Where it stands. */
  x: number;
  /** The value. */
  y: number;
}

/** A value that has no place on the axis. */
export interface Stray {
  /** Where it stands. */
  x: number;
  /** What it is: `NaN`, `Infinity`, `-Infinity`. */
  y: number;
}

/** A curve, ready to be drawn at any width up to the one it was prepared for. */
export interface Curve {
  /** The line as it was logged. */
  line: Points;
  /** The smoothed line; undefined where nothing is smoothed. */
  smooth: Points | undefined;
  /** The best point; undefined where no value is finite. */
  best: CurvePoint | undefined;
  /** Points for tooltips, as they were logged. */
  hover: Points;
  /** The first and the last x, also of points that are not drawn. */
  range: [from: number, to: number];
  /** NaN and infinities, a few of them. */
  strays: Stray[];
  /** How many values are left out as a logarithmic axis has no place for them. */
  leftOut: number;
}

/** How a curve is prepared. */
export interface CurveOptions {
  /** What the horizontal axis is. */
  x: ChartAxis;
  /** How much it is smoothed. */
  smooth: number;
  /** Whether the axis of values is logarithmic. */
  log: boolean;
  /** When the run started, in milliseconds; NaN where nobody knows. */
  start: number;
  /** How wide the panel is at most. */
  pixels: number;
}

/** Finer than the pixels of any panel, which may begin and end elsewhere than this curve. */
const COLUMNS_A_PIXEL = 8;
const HOVER_POINTS = 150;
const MOST_STRAYS = 24;

/** Written out: millions of calls of a function would take longer than to draw the curve. */
function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return true;
  return false;
}

/** Where the points stand. The column itself is returned where it can be. */
function axisOf({ step, timestamp }: MetricColumns, { x, start }: CurveOptions): Float64Array {
  if (x === "time") return timestamp;
  if (x === "relative") {
    const begin = Number.isNaN(start) ? timestamp[0]! : start;
    return timestamp.map((time) => (time - begin) / 1000);
  }
  // Points without a step stand where they come.
  return hasNaN(step) ? step.map((at, i) => Number.isNaN(at) ? i : at) : step;
}

/** Another tool's points may have no time: they have no place on such an axis. */
function placed(x: Float64Array, y: Float64Array): Points {
  if (!hasNaN(x)) return { x, y };
  return { x: x.filter((at) => !Number.isNaN(at)), y: y.filter((_, i) => !Number.isNaN(x[i]!)) };
}

function isAscending(x: Float64Array): boolean {
  for (let i = 1; i < x.length; i++) if (x[i]! < x[i - 1]!) return false;
  return true;
}

/** Puts points in the order of their x; of those with the same one, the later stays later. */
function sorted({ x, y }: Points): Points {
  if (isAscending(x)) return { x, y };
  const order = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || a - b);
  return {
    x: Float64Array.from(order, (i) => x[i]!),
    y: Float64Array.from(order, (i) => y[i]!),
  };
}

/** The points at some indices, NaN at breaks. */
function pick({ x, y }: Points, indices: Int32Array): Points {
  const picked = { x: new Float64Array(indices.length), y: new Float64Array(indices.length) };
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    // A break stands where the point before it does.
    picked.x[i] = index === BREAK ? picked.x[i - 1]! : x[index]!;
    picked.y[i] = index === BREAK ? NaN : y[index]!;
  }
  return picked;
}

/** Reduces a line to the pixels between two ends. */
export function reducePoints(
  points: Points,
  from: number,
  to: number,
  count: number,
  above = -Infinity,
): Points {
  return pick(points, reduceToColumns(points.x, points.y, { from, to, count }, above));
}

/** What one look at each value tells. */
function survey(
  { x, y }: Points,
  isLess: boolean,
  above: number,
): Pick<Curve, "best" | "strays" | "leftOut"> {
  let best = -1;
  let record = isLess ? Infinity : -Infinity;
  let leftOut = 0;
  const strays: Stray[] = [];
  // Strays next to each other look like one.
  const gap = (x[x.length - 1]! - x[0]!) / MOST_STRAYS;
  for (let i = 0; i < y.length; i++) {
    const value = y[i]!;
    if (value - value !== 0) { // NaN, or an infinity.
      const before = strays.at(-1);
      const isNear = before !== undefined && Object.is(before.y, value) && x[i]! - before.x < gap;
      if (!isNear && strays.length < MOST_STRAYS * 3) strays.push({ x: x[i]!, y: value });
      continue;
    }
    if (value <= above) leftOut++;
    else if (isLess ? value < record : value > record) {
      record = value;
      best = i;
    }
  }
  return { best: best < 0 ? undefined : { x: x[best]!, y: record }, strays, leftOut };
}

/** Points for tooltips: evenly spread over the drawable ones, and the last. */
function hoverPoints({ x, y }: Points, above: number): Points {
  const found: CurvePoint[] = [];
  const most = Math.min(HOVER_POINTS, y.length);
  for (let k = 0; k < most; k++) {
    const i = most === 1 ? 0 : Math.round(k * (y.length - 1) / (most - 1));
    if (y[i]! > above && y[i]! < Infinity) found.push({ x: x[i]!, y: y[i]! });
  }
  return {
    x: Float64Array.from(found, (point) => point.x),
    y: Float64Array.from(found, (point) => point.y),
  };
}

/**
 * Prepares a metric's points.
 *
 * @param name The metric, whose name tells which value is best.
 * @param columns The points as they were logged.
 * @returns undefined where no point has a place on the axis.
 */
export function prepareCurve(
  name: string,
  columns: MetricColumns,
  options: CurveOptions,
): Curve | undefined {
  const all = sorted(placed(axisOf(columns, options), columns.value));
  if (all.x.length === 0) return undefined;
  const above = options.log ? 0 : -Infinity;
  const from = all.x[0]!;
  const to = all.x[all.x.length - 1]!;
  const count = options.pixels * COLUMNS_A_PIXEL;
  const smooth = options.smooth === 0
    ? undefined
    : { x: all.x, y: smoothed(all.y, options.smooth) };
  return {
    line: reducePoints(all, from, to, count, above),
    smooth: smooth && reducePoints(smooth, from, to, count, above),
    hover: hoverPoints(all, above),
    range: [from, to],
    ...survey(all, metricDirection(name) === "min", above),
  };
}
