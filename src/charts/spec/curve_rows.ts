/** The rows of curves: one a run, with all its points. @module */

import { type Curve, type Points, reducePoints } from "../curve.ts";
import type { CurvesPlan, PanelPlan } from "./curve_plan.ts";
import type { Range } from "./ranges.ts";
import { type Rounding, roundRelative, roundTo } from "./rounding.ts";

/** A run's points in a dataset. */
export interface CurveRow {
  /** What the run is called. */
  r: string | null;
  /** Where the points stand. */
  x: number[];
  /** The values; null where the line is broken. */
  y: (number | null)[];
}

/** How finely lines are drawn. */
export interface Fineness {
  /** All lines of the chart together have about as many points: more draw slowly, and make notebooks large. */
  points: number;
  /** Into how many columns a pixel is cut at most. */
  columns: number;
  /** Into how many parts a pixel is cut where numbers are rounded. */
  parts: number;
}

/** Pixels at both ends of the axis, so that no mark is cut. */
export const PADDING = 6;

/** Fewer show nothing of how a run went. */
const FEWEST_COLUMNS = 20;
/** Marks on each line, which tell it without its colour. */
const LINE_MARKS = 5;

function rounding(
  { input, layout }: CurvesPlan,
  { extent: [low, high] }: PanelPlan,
  parts: number,
): Rounding {
  return input.log
    ? roundRelative(Math.log(high / low) / (layout.height * parts))
    : roundTo((high - low) / (layout.height * parts));
}

/** Columns of which some lie in two pixels would be seen: as many as fill pixels, where there are enough. */
function wholePixels(columns: number, pixels: number): number {
  return Math.round(columns < pixels ? columns : Math.round(columns / pixels) * pixels);
}

/** The rows of some runs, reduced to what is seen of them. */
export function curveRows(
  plan: CurvesPlan,
  panel: PanelPlan,
  runs: readonly number[],
  { points, columns: most, parts }: Fineness,
  lineOf: (curve: Curve) => Points = drawnLine,
): CurveRow[] {
  const [from, to] = panel.range;
  const pixels = plan.layout.width - 2 * PADDING;
  const share = Math.floor(points / (4 * Math.max(1, runs.length) * plan.panels.length));
  const columns = wholePixels(Math.min(pixels * most, Math.max(FEWEST_COLUMNS, share)), pixels);
  const x = roundTo((to - from) / (pixels * parts));
  const y = rounding(plan, panel, parts);
  return runs.flatMap((run) => {
    const curve = panel.curves[run];
    if (!curve) return [];
    const reduced = reducePoints(lineOf(curve), from, to, columns);
    return [{
      r: plan.input.labels[run]!,
      x: Array.from(reduced.x, x),
      y: Array.from(reduced.y, (value) => Number.isNaN(value) ? null : y(value)),
    }];
  });
}

/** The line that is drawn of a curve. */
export function drawnLine({ smooth, line }: Curve): Points {
  return smooth ?? line;
}

/** A row without values, which holds the axis at the ends that panels share. */
export function axisRow({ range }: PanelPlan): CurveRow {
  return { r: null, x: [...range], y: [null, null] };
}

/** The points at some places. */
export function rowAt(label: string, { x, y }: Points, places: readonly number[]): CurveRow {
  return {
    r: label,
    x: places.map((i) => x[i]!),
    y: places.map((i) => Number(y[i]!.toPrecision(7))),
  };
}

/** The places of points of a broken line that have no neighbour. */
export function lonePlaces({ y }: Points): number[] {
  const places: number[] = [];
  for (let i = 0; i < y.length; i++) {
    // Outside of the array there is undefined, which is no number either.
    if (y[i]! <= Infinity && !(y[i - 1]! <= Infinity) && !(y[i + 1]! <= Infinity)) places.push(i);
  }
  return places;
}

/** Places on a line, evenly spaced along the axis and shifted by a part of that space. */
export function markPlaces({ x, y }: Points, [from, to]: Range, shift: number): number[] {
  const places: number[] = [];
  const at = (k: number): number => from + (to - from) * (k + shift) / LINE_MARKS;
  let k = 0;
  for (let i = 0; i < x.length && k < LINE_MARKS; i++) {
    if (x[i]! < at(k) || Number.isNaN(y[i]!)) continue;
    places.push(i);
    while (k < LINE_MARKS && at(k) <= x[i]!) k++;
  }
  return places;
}

/** Places spread evenly over a list. */
export function spreadPlaces(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from(
    { length: count },
    (_, k) => count === 1 ? 0 : Math.round(k * (length - 1) / (count - 1)),
  );
}
