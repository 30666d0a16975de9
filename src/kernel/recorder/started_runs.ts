/** The runs that the script starts for a cell. @module */

import type { FoundMagic } from "../../../magics/parser/mod.ts";
import type { RecordedCell } from "./recorded_cell.ts";

/** The magics by which a cell that failed had started its runs: of such a cell the script has these alone. */
export function startsOfRuns({ magics, runs }: RecordedCell): FoundMagic[] {
  return magics.filter(({ name, kind, place, texts, holes }) =>
    name === "track" && kind === "line" && place === "statement" &&
    (holes.length > 0 || !/^\s*(?:stop)?\s*$/.test(texts.join("")))
  ).slice(0, runs);
}

/** How many runs the script starts for a cell. */
export function startedRuns(cell: RecordedCell): number {
  return cell.end === "ok" ? cell.runs : startsOfRuns(cell).length;
}
