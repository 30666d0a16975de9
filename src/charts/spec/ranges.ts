/** What axes show. @module */

import type { Curve } from "../curve.ts";

/** From the smallest to the largest. */
export type Range = [from: number, to: number];

/** Panels that show less of the axis than this part of it have an axis of their own. */
const LEAST_SHARE = 0.25;

/** How far from an axis, as a part of it, a single point has its place on it. */
const NEAR_SHARE = 0.1;

/** What is added to the values at both ends. */
const MARGIN = 0.03;

/** The x of all curves of a panel. */
export function rangeOf(curves: readonly (Curve | undefined)[]): Range {
  let [from, to] = [Infinity, -Infinity];
  for (const curve of curves) {
    if (!curve) continue;
    from = Math.min(from, curve.range[0]);
    to = Math.max(to, curve.range[1]);
  }
  return from <= to ? [from, to] : [0, 1];
}

/** The axis that panels share, and which of them do: one that counts epochs does not share that of batches. */
export function joinedRange(ranges: readonly Range[]): { range: Range; members: number[] } {
  const longest = Math.max(...ranges.map(([from, to]) => to - from));
  const main = ranges.find(([from, to]) => to - from === longest) ?? [0, 1];
  const members = [...ranges.keys()].filter((i) => {
    const [from, to] = ranges[i]!;
    const shared = Math.min(to, main[1]) - Math.max(from, main[0]);
    // A single point has its place on an axis on which it is, or at the end of which it nearly is.
    return shared >= longest * (to > from ? LEAST_SHARE : -NEAR_SHARE);
  });
  return {
    range: [
      Math.min(...members.map((i) => ranges[i]![0])),
      Math.max(...members.map((i) => ranges[i]![1])),
    ],
    members,
  };
}

/** The smallest and the largest value that is drawn. */
export function extentOf(curves: readonly (Curve | undefined)[], isLog: boolean): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) {
    for (const points of curve ? [curve.line, curve.smooth] : []) {
      if (points === undefined) continue;
      // With an index, as an iterator takes several times as long for millions of values.
      for (let i = 0; i < points.y.length; i++) {
        const value = points.y[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return withMargin(low > high ? undefined : [low, high], isLog);
}

/** A range with room at both ends, so that no mark is cut; one value alone stands in the middle. */
export function withMargin(range: Range | undefined, isLog: boolean): Range {
  if (range === undefined) return isLog ? [0.1, 1] : [0, 1];
  const [low, high] = range;
  // Numbers have no room for more.
  if (high - low === Infinity) return range;
  if (isLog) {
    const factor = high > low ? (high / low) ** MARGIN : 2;
    return [low / factor, high * factor];
  }
  const margin = high > low ? (high - low) * MARGIN : (Math.abs(low) || 1) / 2;
  return [low - margin, high + margin];
}
