/** Parsing of cells. @module */

import { parse, type ParserOptions } from "@babel/parser";
import { CellSyntaxError } from "./cell_syntax_error.ts";
import { findBadPattern } from "./patterns.ts";
import type { Node } from "./tree.ts";

/** A parsed cell. */
export interface ParsedCell {
  /** The program's statements. */
  body: Node[];
  /** The strings before the statements, such as `"use strict"`. */
  directives: Node[];
  /** The whole tree. */
  program: Node;
  /** Its comments. */
  comments: { value: string; start: number; end: number }[];
}

/** What Babel tells of text that is no program. */
export interface ParseProblem extends SyntaxError {
  /** The offset of the problem. */
  pos: number;
  /** Line from 1, column from 0. */
  loc: { line: number; column: number };
  /** The kind of problem. */
  reasonCode: string;
}

type Plugins = NonNullable<ParserOptions["plugins"]>;

const PLUGINS: Plugins = ["decorators", "decoratorAutoAccessors", "deferredImportEvaluation"];
/** TypeScript has two grammars: `<T>x` is a type assertion only where there is no JSX. */
const GRAMMARS: readonly Plugins[] = [["typescript", "jsx", ...PLUGINS], [
  "typescript",
  ...PLUGINS,
]];

/** Parses a cell's TypeScript. @throws {ParseProblem} where it is no program */
export function parseTypeScript(source: string): ParsedCell {
  let problem: ParseProblem | undefined;
  for (const plugins of GRAMMARS) {
    try {
      return run(source, plugins);
    } catch (error) {
      const next = error as ParseProblem;
      if (typeof next.pos !== "number") throw error;
      // Of text with closed tags the first grammar knows best what is wrong; of other text, the one
      // that understood more of it.
      const isBetter = problem !== undefined && next.pos > problem.pos && !/<\/|\/>/.test(source);
      if (problem === undefined || isBetter) problem = next;
    }
  }
  throw problem;
}

/** Parses what the compilers made of a cell. */
export function parseJavaScript(code: string): ParsedCell {
  return run(code, PLUGINS);
}

function run(source: string, plugins: Plugins): ParsedCell {
  const file = parseDeep(source, {
    sourceType: "module",
    allowUndeclaredExports: true,
    allowNewTargetOutsideFunction: false,
    createParenthesizedExpressions: true,
    attachComment: false,
    plugins,
  });
  const program = file.program as unknown as Node;
  const problem = source.includes("/") ? findBadPattern(program) : undefined;
  if (problem !== undefined) throw problem;
  return {
    body: program.body,
    directives: program.directives,
    program,
    comments: (file.comments ?? []) as ParsedCell["comments"],
  };
}

function parseDeep(source: string, options: ParserOptions): ReturnType<typeof parse> {
  try {
    return parse(source, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser ran out of its stack, somewhere inside.
    throw Object.assign(new SyntaxError("The code nests too deeply to be parsed"), {
      pos: 0,
      loc: { line: 1, column: 0 },
      reasonCode: "NestsTooDeeply",
    });
  }
}

/** The error of a cell for a problem of its text. */
export function toCellError(problem: ParseProblem, source: string): CellSyntaxError {
  const rest = source.slice(problem.pos);
  // Babel misses the semicolon where the statement ends; what is wrong is what follows.
  const isStray = problem.reasonCode === "MissingSemicolon";
  const space = isStray ? /^[ \t]*/.exec(rest)![0].length : 0;
  const message = isStray ? "Unexpected token" : problem.message
    .replace(/\s*\(\d+:\d+\)$/, "").replace(/\.$/, "");
  return new CellSyntaxError(
    nameToken(message, rest.slice(space)),
    problem.loc.line,
    problem.loc.column + 1 + space,
  );
}

/** Says which token it is that Babel's message calls unexpected. */
function nameToken(message: string, rest: string): string {
  if (!message.startsWith("Unexpected token")) return message;
  if (rest.trim() === "") return message.replace("Unexpected token", "Unexpected end of the cell");
  if (message !== "Unexpected token") return message;
  const [token] = /^(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|.)/u.exec(rest) ?? [];
  return token === undefined ? message : `Unexpected token "${token}"`;
}
