/** A magic that was found in a cell. @module */

/** A piece of a cell, by offsets. */
export interface Span {
  /** Where it begins. */
  start: number;
  /** Where it ends. */
  end: number;
}

/** An expression in a magic's arguments, `${expression}`: the span of what is in the braces. */
export interface Hole extends Span {
  /** How many line breaks of the cell stand before it, in the magic and outside of other expressions. */
  breaks: number;
}

/** Code that belongs to a magic; it stays in the cell as it is. */
export interface MagicCode extends Span {
  /** Whether it is one expression, whose value counts. */
  isExpression: boolean;
  /** Whether it awaits something. */
  hasAwait: boolean;
  /** Where it ends, with the semicolons behind it. */
  outerEnd: number;
}

/** A magic in a cell. */
export interface FoundMagic extends Span {
  /** The name; `system` for `!command`. */
  name: string;
  /** Whether it is `%name` (or `!command`) or `%%name`. */
  kind: "line" | "cell";
  /** What belongs to it, apart from its arguments. */
  form: "arguments" | "code" | "function" | "text";
  /** The line of the cell, from 1. */
  line: number;
  /** The column, from 1. */
  column: number;
  /** The text of the arguments, one more than there are holes, which stand between. */
  texts: string[];
  /** The expressions in the arguments. */
  holes: Hole[];
  /** How many line breaks there are in it outside of its expressions and code. */
  breaks: number;
  /** Its code: what follows `%time`, or the lines below `%%time`. Its `end` is where the arguments end. */
  code?: MagicCode;
  /** The lines below it, where they are text. */
  body?: Span;
  /** How it stands in the code: alone, to the right of `=`, or as the code of another magic. */
  place: "statement" | "assigned" | "operand";
  /** What stands before a statement: a finished one, an expression without a semicolon, or an `if` whose body it is. */
  after: "statement" | "expression" | "header";
}
