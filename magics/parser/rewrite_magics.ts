/** Rewriting the magics of a cell to calls. @module */

import { blankEdit } from "./blank_edits.ts";
import { callEdits } from "./call_edits.ts";
import { applyEdits } from "./edits.ts";
import {
  collectMagics,
  findMagics,
  type HelpRequest,
  type IsDeclared,
  readHelp,
} from "./find_magics.ts";
import type { FoundMagic } from "./found_magic.ts";
import { UnknownMagicError } from "./magic_errors.ts";
import type { MagicTable } from "./magic_shape.ts";

/** A cell whose magics became calls. */
export interface RewrittenCell {
  /** The code; its lines are the cell's. */
  code: string;
  /** The cell without magics, for TypeScript's language service; its lines are the cell's. */
  blank: string;
  /** The names of the magics in it, each once. */
  names: string[];
  /** The magics in it. */
  magics: FoundMagic[];
  /** The magic of the whole cell, where it begins with `%%name`. */
  cell?: { name: string; form: FoundMagic["form"] };
  /** Which magic's help it asks for, where it is such a cell; its code is empty. */
  help?: HelpRequest;
}

/**
 * Makes calls of a cell's magics: `%track a lr=${lr}` becomes
 * `await __labbook.magic("track", "line", ["a lr=", ""], [(lr)]);`. A cell without any comes back as it is.
 *
 * @param source The cell.
 * @param table The magics that there are.
 * @param isDeclared Which names are variables; by default those that the cell itself mentions before.
 * @throws {UnknownMagicError} where a magic does not exist
 * @throws {MagicSyntaxError} where a magic stands where it cannot
 */
export function rewriteMagics(
  source: string,
  table: MagicTable,
  isDeclared?: IsDeclared,
): RewrittenCell {
  const help = readHelp(source);
  if (help !== undefined) {
    if (!table.has(help.name)) {
      const before = source.slice(0, source.indexOf("%"));
      const lines = before.split("\n");
      const call = `${help.isCell ? "%%" : "%"}${help.name}`;
      throw new UnknownMagicError(call, table.keys(), lines.length, lines.at(-1)!.length + 1);
    }
    const empty = source.replace(/[^\r\n]/g, " ");
    return { code: empty, blank: empty, names: [], magics: [], help };
  }
  const magics = findMagics(source, table, isDeclared);
  if (magics.length === 0) return { code: source, blank: source, names: [], magics };
  const edits = magics.flatMap((magic) =>
    callEdits(source, magic, table.get(magic.name)?.isSync === true)
  );
  const [first] = magics;
  return {
    code: applyEdits(source, edits),
    blank: blank(source, magics),
    names: [...new Set(magics.map(({ name }) => name))],
    magics,
    ...(first!.kind === "cell" ? { cell: { name: first!.name, form: first!.form } } : {}),
  };
}

/**
 * The cell without its magics, for TypeScript's language service, whatever is wrong with them.
 * What stands outside of magics stays at its line and column.
 */
export function blankMagics(
  source: string,
  table: MagicTable,
  isDeclared: IsDeclared = () => false,
): string {
  if (readHelp(source) !== undefined) return source.replace(/[^\r\n]/g, " ");
  return blank(source, collectMagics(source, table, isDeclared, () => {}));
}

function blank(source: string, magics: readonly FoundMagic[]): string {
  return applyEdits(source, magics.map((magic) => blankEdit(source, magic)));
}
