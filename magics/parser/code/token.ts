/** The pieces of code. @module */

/** A piece of code. Templates and JSX are one each, with all that is in them. */
export interface Token {
  /** What it is. */
  kind: "word" | "number" | "string" | "template" | "pattern" | "jsx" | "punctuator";
  /** Its text, for words and punctuators; else empty. */
  text: string;
  /** Where it begins. */
  start: number;
  /** Where it ends. */
  end: number;
  /** Whether a line break stands before it. */
  isOnNewLine: boolean;
  /** Whether it is no whole literal. */
  isBroken: boolean;
}

/** What a bracket holds, or the whole text. */
export interface Frame {
  /** What: statements, an object's or class's members, or something in `(`, `[`. */
  kind: "statements" | "members" | "group";
  /** Whether its end may end an expression. */
  endsExpression: boolean;
  /** Whether a statement follows its end: `if (…)`. */
  isHeader: boolean;
  /** How many tokens its current statement has. */
  length: number;
  /** The first word of its current statement. */
  first: string;
  /** A function or class whose `{` is still to come. */
  pending?: { kind: "function" | "class"; isExpression: boolean };
  /** Whether a word such as `if` stood before that the next `(` belongs to. */
  awaitsHeader: boolean;
}

/** A new frame. */
export function openFrame(
  kind: Frame["kind"],
  endsExpression: boolean,
  isHeader = false,
): Frame {
  return { kind, endsExpression, isHeader, length: 0, first: "", awaitsHeader: false };
}
