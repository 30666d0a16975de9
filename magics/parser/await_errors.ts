/** What it means where a magic's call cannot be awaited. @module */

import type { FoundMagic } from "./found_magic.ts";
import { MagicSyntaxError } from "./magic_errors.ts";
import { type MagicTable, SYSTEM } from "./magic_shape.ts";

/**
 * Says of a syntax error of a rewritten cell that it is about the `await` of a magic's call; undefined where it is the
 * user's own.
 *
 * @param error The error, with its line in the cell.
 * @param magics The magics of the cell.
 * @param table The magics that there are.
 */
export function awaitError(
  error: { message: string; line: number },
  magics: readonly FoundMagic[],
  table: MagicTable,
): MagicSyntaxError | undefined {
  if (!/\bawait\b/.test(error.message)) return undefined;
  const magic = magics.find(({ name, line }) =>
    line === error.line && table.get(name)?.isSync !== true
  );
  if (magic === undefined) return undefined;
  const call = magic.name === SYSTEM ? "!command" : `%${magic.name}`;
  return new MagicSyntaxError(
    `Cannot run ${call} in a function that is not async: expected "async" before the function`,
    magic.line,
    magic.column,
  );
}
