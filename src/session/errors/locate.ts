/** Where the calls of a stack are, as the user knows the places. @module */

import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { PositionMap } from "../compile/mod.ts";
import type { StackFrame } from "../types.ts";

/** A cell that ran, as far as errors in it need it. */
export interface ErrorCell {
  /** What errors call it, such as `cell [3]`. */
  label: string;
  /** Its TypeScript. */
  source: string;
  /** Where its code comes from. */
  map: PositionMap;
  /** What ran before its code, on the first line. */
  prefix: string;
}

/** Finds a cell by the URL of its code. */
export type FindCell = (url: string) => ErrorCell | undefined;

/** A call in a place that the user wrote or chose. */
export interface Place {
  /** The function's name; null at the top of a cell or a module. */
  name: string | null;
  /** The cell, where the place is in one. */
  cell?: ErrorCell;
  /** What the place's text is called: a cell's label, a path or a URL. */
  where: string;
  /** Line, from 1; undefined in native code. */
  line?: number;
  /** Column, from 1; undefined in native code. */
  column?: number;
  /** Whether the call was waiting in an `await`. */
  async: boolean;
}

/** The place of a call, or undefined where it is none of the user's. */
export function locate(frame: StackFrame, cells: FindCell, cwd: string): Place | undefined {
  const { name, url, line, column } = frame;
  const call = { name, async: frame.async === true };
  const cell = cells(url);
  if (cell !== undefined) {
    const inCode = line === 1 ? column - cell.prefix.length : column;
    const place = inCode < 1 ? null : cell.map.original(line, inCode);
    return place === null ? undefined : { ...call, cell, where: cell.label, ...place };
  }
  if (isOurs(url)) return undefined;
  if (url === "<anonymous>" || url === "native") {
    return name === null ? undefined : { ...call, where: "native" };
  }
  return { ...call, where: nameOf(url, cwd), line, column };
}

function isOurs(url: string): boolean {
  return /^(?:ext|node|deno):/.test(url) || /\/src\/session\/runtime\//.test(url);
}

/** Packages by name and version, files below the folder by their path, other modules by their URL. */
function nameOf(url: string, cwd: string): string {
  const [, name, rest] =
    /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+\/\d+\.\d+\.\d+[^/]*)\/(.*)$/.exec(url) ?? [];
  if (name !== undefined) return `npm:${name.replace(/\/(\d[^/]*)$/, "@$1")}/${rest}`;
  if (!url.startsWith("file:")) return url;
  const address = new URL(url);
  // The question after a path is how a changed module is read again.
  address.search = "";
  address.hash = "";
  const path = fileURLToPath(address);
  const below = relative(cwd, path);
  return below.startsWith("..") || isAbsolute(below) ? path : `./${below.replaceAll("\\", "/")}`;
}
