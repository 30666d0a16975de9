/** Parsing a cell as a REPL reads it. @module */

import { Edits } from "./edits.ts";
import { type ParsedCell, type ParseProblem, parseTypeScript, toCellError } from "./parse.ts";
import type { PositionMap } from "./position_map.ts";

/** A cell, and the text that was parsed. */
export interface ReadCell {
  /** The tree. */
  cell: ParsedCell;
  /** The text that the tree's offsets are of. */
  text: string;
  /** The relation of `text` to the cell's source, where they differ. */
  map?: PositionMap;
}

/** Text whose first character outside comments is `{`. */
export const STARTS_WITH_BRACE = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*\{/;

/**
 * Parses a cell; one that begins with `{` and is an expression is one, as in other REPLs.
 *
 * @throws {CellSyntaxError} where the cell is no program
 */
export function parseCell(source: string): ReadCell {
  const object = STARTS_WITH_BRACE.test(source) ? parseObject(source) : undefined;
  if (object !== undefined) return object;
  try {
    return { cell: parseTypeScript(source), text: source };
  } catch (error) {
    if (typeof (error as ParseProblem).pos !== "number") throw error;
    throw toCellError(error as ParseProblem, source);
  }
}

function parseObject(source: string): ReadCell | undefined {
  try {
    const { body } = parseTypeScript(`(${source}\n)`);
    const { expression } = body[0]!.expression;
    // What a semicolon or a second line follows is a block after all.
    if (body.length !== 1 || expression === undefined) return undefined;
    const edits = new Edits(source);
    edits.insert(expression.start - 1, "(");
    edits.insert(expression.end - 1, ")");
    const { code, map } = edits.apply();
    return { cell: parseTypeScript(code), text: code, map };
  } catch (error) {
    if (typeof (error as ParseProblem).pos !== "number") throw error;
    return undefined;
  }
}
