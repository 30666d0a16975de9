/**
 * A line of a live chart as the curve that a comparison draws.
 *
 * @module
 */
import { metricDirection } from "../../registry/mod.ts";
import type { Curve } from "../curve.ts";
import type { LiveLine } from "./live_lines.ts";

const HOVER_COLUMNS = 12;

/** The curve of a metric, of about so many columns; undefined where no point has a place. */
export function liveCurve(
  metric: string,
  line: LiveLine | undefined,
  columns: number,
): Curve | undefined {
  if (line === undefined) return undefined;
  const { range, min, max, strays, leftOut } = line.raw.totals;
  if (range[0] > range[1]) return undefined;
  const hover = line.raw.points(HOVER_COLUMNS);
  const isDrawn = (_: number, i: number): boolean => !Number.isNaN(hover.y[i]!);
  return {
    line: line.raw.points(columns),
    smooth: line.smoothed?.points(columns),
    best: metricDirection(metric) === "min" ? min : max,
    hover: { x: hover.x.filter(isDrawn), y: hover.y.filter(isDrawn) },
    range,
    strays,
    leftOut,
  };
}
