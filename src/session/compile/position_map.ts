/** Where code that was compiled comes from. @module */

import type { Position } from "./lines.ts";

/** Relates places in a cell to places in the code that it was compiled to. */
export interface PositionMap {
  /** The place in the cell that code at a place comes from, or null where it comes from none. */
  original(line: number, column: number): Position | null;
  /** The place in the code that a place in the cell became, or null where nothing is left of it. */
  generated(line: number, column: number): Position | null;
}

/** The map of code that is the cell's own text. */
export const SAME_POSITIONS: PositionMap = {
  original: (line, column) => ({ line, column }),
  generated: (line, column) => ({ line, column }),
};

/** The map of several steps, the first of which read the cell. */
export function joinMaps(steps: readonly PositionMap[]): PositionMap {
  if (steps.length === 0) return SAME_POSITIONS;
  if (steps.length === 1) return steps[0]!;
  const follow = (
    order: readonly PositionMap[],
    way: "original" | "generated",
    start: Position,
  ): Position | null => {
    let place: Position | null = start;
    for (const step of order) {
      if (place === null) return null;
      place = step[way](place.line, place.column);
    }
    return place;
  };
  const backwards = [...steps].reverse();
  return {
    original: (line, column) => follow(backwards, "original", { line, column }),
    generated: (line, column) => follow(steps, "generated", { line, column }),
  };
}
