/** What is wrong with magics in a cell. @module */

import { nearest } from "./nearest.ts";

/** A magic that cannot be read where it stands. */
export class MagicSyntaxError extends SyntaxError {
  /** The class's name, as errors are told apart by it. */
  override name = "MagicSyntaxError";

  /**
   * An error at a place of a cell.
   *
   * @param message What is wrong.
   * @param line The line of the cell, from 1.
   * @param column The column, from 1.
   */
  constructor(message: string, readonly line: number, readonly column: number) {
    super(message);
  }
}

/** A magic that does not exist. */
export class UnknownMagicError extends MagicSyntaxError {
  /** The class's name, as errors are told apart by it. */
  override name = "UnknownMagicError";

  /**
   * An error for a magic at a place of a cell.
   *
   * @param call The name, with `%` or `%%`.
   * @param known The names that there are, without `%`.
   * @param line The line of the cell, from 1.
   * @param column The column, from 1.
   */
  constructor(call: string, known: Iterable<string>, line: number, column: number) {
    const [, signs, name] = /^(%*)(.*)$/s.exec(call)!;
    const meant = nearest(name!, known);
    const advice = meant === undefined ? "%lsmagic lists all" : `did you mean ${signs}${meant}?`;
    super(`Cannot run ${call}: there is no such magic; ${advice}`, line, column);
  }
}
