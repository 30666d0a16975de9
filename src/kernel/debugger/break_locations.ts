/** Where the code can be stopped. @module */

import type { CellCode } from "../../session/mod.ts";
import type { Debuggee } from "./debuggee.ts";
import type { Location, Property } from "./protocol.ts";
import { cellPosition, type Script } from "./scripts.ts";

/** A place where V8 can stop, and the line of the source that it belongs to. */
export interface BreakLocation {
  /** The line of the source, from 1. */
  line: number;
  /** Line of the code that V8 has, from 0. */
  lineNumber: number;
  /** Column of the code that V8 has, from 0. */
  columnNumber: number;
}

/** The cell's awaits need a function around them where nothing is run. */
const WRAPPER = "(async () => {";

/** All places of a cell's code, whether it ran or not. */
export async function cellLocations(
  debuggee: Debuggee,
  cell: { code: string; map: CellCode["map"]; prefix: string },
): Promise<BreakLocation[]> {
  // The function is made, to have its code compiled, and never called. With an `eval` in it, V8 cannot
  // leave out the functions that it does not use itself.
  const { result, exceptionDetails } = await debuggee.evaluate(
    `${WRAPPER}${cell.code}\n;eval("")})`,
  );
  // What V8 refuses, the cell's own run will tell.
  if (result.objectId === undefined || exceptionDetails !== undefined) return [];
  const { internalProperties = [] } = await debuggee.inspector.call<
    { internalProperties?: Property[] }
  >("Runtime.getProperties", { objectId: result.objectId, ownProperties: true });
  const place = internalProperties.find(({ name }) => name === "[[FunctionLocation]]")!;
  const { scriptId } = place.value!.value as Location;
  const shift = cell.prefix.length - WRAPPER.length;
  const locations: BreakLocation[] = [];
  for (const { lineNumber, columnNumber } of await possible(debuggee, scriptId)) {
    const isFirst = lineNumber === 0;
    if (isFirst && columnNumber < WRAPPER.length) continue;
    const column = columnNumber + (isFirst ? shift : 0);
    const position = cellPosition(cell, lineNumber, column);
    if (position === undefined) continue;
    locations.push({ line: position.line, lineNumber, columnNumber: column });
  }
  await debuggee.inspector.call("Runtime.releaseObject", { objectId: result.objectId });
  // The last place is the end of the function around the cell.
  return locations.filter(({ lineNumber }) => lineNumber < cell.code.split("\n").length);
}

/** All places of a module that was loaded. */
export async function scriptLocations(
  debuggee: Debuggee,
  script: Script,
): Promise<BreakLocation[]> {
  const locations: BreakLocation[] = [];
  for (const { lineNumber, columnNumber } of await possible(debuggee, script.id)) {
    const position = script.original(lineNumber, columnNumber);
    if (position !== undefined) locations.push({ line: position.line, lineNumber, columnNumber });
  }
  return locations;
}

/** The first place of a line, or of the next one that has any. */
export function locationAt(
  locations: readonly BreakLocation[],
  line: number,
): BreakLocation | undefined {
  let best: BreakLocation | undefined;
  for (const location of locations) {
    if (location.line < line) continue;
    if (best === undefined || location.line < best.line) best = location;
  }
  return best;
}

async function possible(debuggee: Debuggee, scriptId: string): Promise<Location[]> {
  const { locations } = await debuggee.inspector.call<{ locations: Location[] }>(
    "Debugger.getPossibleBreakpoints",
    { start: { scriptId, lineNumber: 0, columnNumber: 0 } },
  );
  return locations;
}
