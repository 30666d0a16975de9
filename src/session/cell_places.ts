/** Places in cells that stand in the text of stacks, as the user knows them. @module */

import type { CellCode } from "./cell_codes.ts";

/** A place in a stack, as the session's own runtime writes it. */
const PLACE = /(?<=\n\s+at (?:[^\n]*\()?)(cell-\d+\.ts):(\d+):(\d+)/g;

/** Writes places in compiled cells as places in the cells' own text: `cell [3]:1:5`. */
export function showCellPlaces(
  text: string,
  cells: (url: string) => CellCode | undefined,
): string {
  if (!text.includes("cell-")) return text;
  return text.replaceAll(PLACE, (place, url, line, column) => {
    const cell = cells(url);
    if (cell === undefined) return place;
    const inCode = line === "1" ? Number(column) - cell.prefix.length : Number(column);
    const original = inCode < 1 ? null : cell.map.original(Number(line), inCode);
    return original === null ? cell.label : `${cell.label}:${original.line}:${original.column}`;
  });
}
