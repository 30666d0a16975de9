/** Regular expressions in a cell, which the parser leaves to whoever runs them. @module */

import type { ParseProblem } from "./parse.ts";
import { type Node, walk } from "./tree.ts";

/** Finds a regular expression that is none, as V8 will say once it runs the cell, without its place. */
export function findBadPattern(program: Node): ParseProblem | undefined {
  let problem: ParseProblem | undefined;
  walk(program, (node) => {
    if (node.type !== "RegExpLiteral") return;
    try {
      new RegExp(node.pattern, node.flags);
    } catch (error) {
      problem ??= Object.assign(error as SyntaxError, {
        pos: node.start,
        loc: node.loc.start,
        reasonCode: "InvalidRegExp",
      });
    }
  });
  return problem;
}
