/** A cell that cannot be parsed. @module */

/** Thrown where a cell is no program; the position is in the cell's own text. */
export class CellSyntaxError extends SyntaxError {
  /** Errors of cells are shown with the name that V8 gives to theirs. */
  override readonly name = "SyntaxError";

  /** Makes an error at a line and a column, both from 1. */
  constructor(message: string, readonly line: number, readonly column: number) {
    super(message);
  }
}
