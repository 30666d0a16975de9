/** Source maps of the compilers that move code. @module */

import type { PositionMap } from "./position_map.ts";

/** One piece of generated code: places from 0, as the format counts. */
interface Segment {
  line: number;
  column: number;
  sourceLine: number;
  sourceColumn: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Reads a source map of one source.
 *
 * @param json The map, in the format of ECMA-426.
 */
export function readSourceMap(json: string): PositionMap {
  let segments: Segment[] | undefined;
  let bySource: Segment[] | undefined;
  const read = (): Segment[] =>
    segments ??= decode((JSON.parse(json) as { mappings: string }).mappings);
  return {
    original(line, column) {
      const found = lastBefore(read(), line - 1, column - 1, "line", "column");
      return found && { line: found.sourceLine + 1, column: found.sourceColumn + 1 };
    },
    generated(line, column) {
      bySource ??= [...read()].sort((a, b) =>
        a.sourceLine - b.sourceLine || a.sourceColumn - b.sourceColumn
      );
      const found = lastBefore(bySource, line - 1, column - 1, "sourceLine", "sourceColumn");
      return found && { line: found.line + 1, column: found.column + 1 };
    },
  };
}

/** The last segment of a line that begins at a column or before it, or else the line's first. */
function lastBefore(
  segments: readonly Segment[],
  line: number,
  column: number,
  lineKey: "line" | "sourceLine",
  columnKey: "column" | "sourceColumn",
): Segment | null {
  let first: Segment | null = null;
  let found: Segment | null = null;
  for (const segment of segments) {
    if (segment[lineKey] > line) break;
    if (segment[lineKey] < line) continue;
    first ??= segment;
    if (segment[columnKey] <= column) found = segment;
  }
  return found ?? first;
}

function decode(mappings: string): Segment[] {
  const segments: Segment[] = [];
  let sourceLine = 0;
  let sourceColumn = 0;
  for (const [line, text] of mappings.split(";").entries()) {
    let column = 0;
    for (const part of text.split(",")) {
      if (part === "") continue;
      const [columns, , sourceLines, sourceColumns] = numbers(part);
      column += columns!;
      if (sourceLines === undefined) continue;
      sourceLine += sourceLines;
      sourceColumn += sourceColumns!;
      segments.push({ line, column, sourceLine, sourceColumn });
    }
  }
  return segments;
}

/** The numbers of a segment, each in base 64 digits of which the last has no sixth bit. */
function numbers(text: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    found.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return found;
}
