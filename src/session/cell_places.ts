/** Places in cells that stand in the text of stacks, as the user knows them. @module */

import type { CellCode } from "./cell_codes.ts";
import type { SessionEvent } from "./types.ts";

/** A place in a stack, as the session's own runtime writes it. */
const PLACE = /(?<=\n\s+at (?:[^\n]*\()?)(cell-\d+\.ts):(\d+):(\d+)/g;

/** The code's own places mean nothing to the user, who may have printed or returned an error. */
export function withCellPlaces(
  event: SessionEvent,
  cells: ReadonlyMap<string, CellCode>,
): SessionEvent {
  const show = (text: string): string => showCellPlaces(text, (url) => cells.get(url));
  if (event.type === "stream") event.text = show(event.text);
  else if (event.type === "result" || event.type === "display") {
    const { data } = event.display;
    if (typeof data["text/plain"] === "string") data["text/plain"] = show(data["text/plain"]);
  }
  return event;
}

/** Writes places in compiled cells as places in the cells' own text: `cell [3]:1:5`. */
function showCellPlaces(
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
