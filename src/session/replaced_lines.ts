/** Places in lines that were replaced before a cell was compiled. @module */

import type { CompiledCell, PositionMap } from "./compile/mod.ts";
import type { PlacedError } from "./errors/mod.ts";
import type { Cell } from "./session_options.ts";

/**
 * A compiled cell whose places are those of the cell's text: a place in a line that was replaced is that line's
 * beginning, as the columns of what replaced it mean nothing there.
 */
export function withLines(cell: Cell, compiled: CompiledCell): CompiledCell {
  const { source, code } = cell;
  if (code === undefined || code === source) return compiled;
  const starts = replacedLines(source, code);
  const { map } = compiled;
  const original: PositionMap["original"] = (line, column) => {
    const place = map.original(line, column);
    const start = place === null ? undefined : starts.get(place.line);
    return place === null || start === undefined ? place : { ...place, column: start };
  };
  return { ...compiled, map: Object.assign(Object.create(map), { original }) };
}

/** An error with its place in the cell's text, in the same way. */
export function inLines({ source, code }: Cell, error: PlacedError): PlacedError {
  const { name, message, line } = error;
  const start = code === undefined ? undefined : replacedLines(source, code).get(line);
  return start === undefined ? error : { name, message, line, column: start };
}

/** For each line that differs the column where its text begins; both from 1. */
function replacedLines(source: string, code: string): Map<number, number> {
  const replaced = code.split("\n");
  const starts = new Map<number, number>();
  for (const [index, line] of source.split("\n").entries()) {
    if (line !== replaced[index]) starts.set(index + 1, line.search(/\S|$/) + 1);
  }
  return starts;
}
