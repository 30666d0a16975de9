/** Finding the magics of a cell. @module */

import { Finder, type Report } from "./finder.ts";
import type { FoundMagic } from "./found_magic.ts";
import type { MagicTable } from "./magic_shape.ts";

/** A line that may begin with a magic, or may have one behind `=`. */
const CANDIDATE = /(?:^|=)[^\S\r\n]*[%!]/m;

/** What a cell means where it stands alone: `%name?`. */
const HELP =
  /^\s*(?:(\?\??)\s*(%%?)([\p{L}_][\p{L}\p{N}_]*)|(%%?)([\p{L}_][\p{L}\p{N}_]*)\s*(\?\??))\s*$/u;

/** A cell that asks for the help of a magic. */
export interface HelpRequest {
  /** The magic's name. */
  name: string;
  /** Whether its source is asked for too: `%name??`. */
  isDetailed: boolean;
  /** Whether it was asked for as `%%name`. */
  isCell: boolean;
}

/** Reads a cell that asks for help: `%name?`, `%name??`, `?%name`, `%%name?`; undefined where it is another. */
export function readHelp(source: string): HelpRequest | undefined {
  const found = HELP.exec(source);
  if (found === null) return undefined;
  const [, marksBefore, signsBehind, nameBehind, signs, name, marks] = found;
  return {
    name: (name ?? nameBehind)!,
    isDetailed: (marks ?? marksBefore) === "??",
    isCell: (signs ?? signsBehind) === "%%",
  };
}

/** Says of a name whether earlier cells, or the user's session, have a variable of it. */
export type IsDeclared = (name: string) => boolean;

/**
 * Finds the magics of a cell, in the order in which they stand. A cell without any costs next to nothing.
 *
 * @param source The cell.
 * @param table The magics that there are.
 * @param isDeclared Which names are variables; by default those that the cell itself mentions before.
 * @throws {UnknownMagicError} where a magic does not exist
 * @throws {MagicSyntaxError} where a magic stands where it cannot
 */
export function findMagics(
  source: string,
  table: MagicTable,
  isDeclared: IsDeclared = () => false,
): FoundMagic[] {
  return collectMagics(source, table, isDeclared, (error) => {
    throw error;
  });
}

/** Finds the magics of a cell; what is wrong with them is told to `report`, and they are found all the same. */
export function collectMagics(
  source: string,
  table: MagicTable,
  isDeclared: IsDeclared,
  report: Report,
): FoundMagic[] {
  if (!CANDIDATE.test(source)) return [];
  return new Finder(source, table, isDeclared, report).find();
}
