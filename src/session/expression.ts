/** Expressions that clients ask for. @module */

import type { ShownError } from "./cell_result.ts";
import { type CellScope, CellSyntaxError, compileCell } from "./compile/mod.ts";
import { formatSyntaxError } from "./errors/mod.ts";

/** Compiles an expression to code whose value is its own; the error where it is none. */
export async function compileExpression(
  expression: string,
  earlier: CellScope,
): Promise<string | ShownError> {
  try {
    return (await compileCell(`(${expression}\n)`, { earlier, value: true })).code;
  } catch (error) {
    if (error instanceof CellSyntaxError) return formatSyntaxError(error, "", expression);
    throw error;
  }
}
