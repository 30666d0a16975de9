/** The parser, which is loaded when first used. @module */

import type { ParserPlugin } from "@babel/parser";

/** A node of the syntax tree. */
export interface Node {
  /** Its kind. */
  type: string;
  /** The UTF-16 index of its start. */
  start: number;
  /** The UTF-16 index of its end. */
  end: number;
  /** Whatever else its kind has. */
  [key: string]: unknown;
}

const PLUGINS: ParserPlugin[] = ["typescript", "decorators", "decoratorAutoAccessors"];

/** Parses a cell, with JSX where it does not parse without; undefined where it does not parse at all. */
export async function parseCell(
  code: string,
): Promise<{ program: Node; jsx: boolean } | undefined> {
  const { parse } = await import("@babel/parser");
  for (const jsx of [false, true]) {
    try {
      const { program } = parse(code, {
        sourceType: "module",
        errorRecovery: true,
        plugins: jsx ? [...PLUGINS, "jsx"] : PLUGINS,
      });
      return { program: program as unknown as Node, jsx };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

/**
 * Parses an expression, such as JSON with comments.
 *
 * @throws {SyntaxError} Where it is none.
 */
export async function parseExpression(text: string): Promise<unknown> {
  const { parseExpression } = await import("@babel/parser");
  return parseExpression(text);
}
