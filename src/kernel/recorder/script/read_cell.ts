/** Executed cells as TypeScript, and what they declare. @module */

import {
  compileTypeScript,
  parseCell,
  type ParsedCell,
  readJsxOptions,
  readJsxPragmas,
  walk,
} from "../../../session/mod.ts";
import type { FoundMagic } from "../../../../magics/parser/mod.ts";
import { findConfig } from "../../find_config.ts";
import type { RecordedCell } from "../recorded_cell.ts";
import { startsOfRuns } from "../started_runs.ts";
import { type Declared, readDeclared } from "./declared.ts";
import { LIBRARY_MARK, OWN_MARK } from "./helpers.ts";
import { comment, plainCell } from "./plain_cell.ts";

/** A cell that was read. */
export interface ReadCell {
  /** Its TypeScript, without magics and JSX. */
  text: string;
  /** The tree of the text. */
  cell: ParsedCell;
  /** What it declares. */
  declared: Declared;
  /** What is told of it, where it is not the whole cell. */
  note?: string;
}

/** What stands for cells that did not run to their end. */
const ENDINGS = { error: "failed", interrupted: "was interrupted", ended: "ended the session" };

/**
 * Reads a cell's code; comments, with a title's end before them, where it is none, or did not run to its end.
 *
 * @param folder The notebook's folder.
 */
export async function readCell(recorded: RecordedCell, folder: string): Promise<ReadCell | string> {
  const { source, magics, end, error } = recorded;
  if (end !== undefined && end !== "ok") {
    const told = ` ${ENDINGS[end]}${error === undefined ? "" : `: ${oneLine(error)}`}\n${
      comment(source)
    }`;
    const started = startsOfRuns(recorded);
    if (started.length === 0) return told;
    // Later cells log into the runs that it started before it failed.
    const read = await readPlain(recorded, keepOnly(source, started), started, folder);
    return typeof read === "string" ? told : { ...read, note: told };
  }
  // `name?` shows help.
  if (/\?\s*$/.test(source) && magics.length === 0 && !isCode(source)) {
    return `\n${comment(source)}`;
  }
  const read = await readPlain(recorded, source, magics, folder);
  if (typeof read !== "string") return read;
  return ` cannot be put into a script: ${oneLine(read)}\n${comment(source)}`;
}

/** Reads the text of a cell with some of its magics; what is wrong with it, where it is no code. */
async function readPlain(
  { order }: RecordedCell,
  source: string,
  magics: readonly FoundMagic[],
  folder: string,
): Promise<ReadCell | string> {
  try {
    const plain = plainCell(source, magics, {
      library: (name) => LIBRARY_MARK + name,
      helper: (name) => OWN_MARK + name,
    });
    const read = parseCell(plain);
    const text = hasJsx(read.cell) ? await withoutJsx(read, folder) : undefined;
    const { cell, text: code } = text === undefined ? read : parseCell(text);
    return { text: code, cell, declared: readDeclared(cell, `cell ${order}`) };
  } catch (problem) {
    return String(problem);
  }
}

/** A text with all but some of its parts blank. */
function keepOnly(source: string, parts: readonly FoundMagic[]): string {
  let kept = "";
  for (const { start, end } of parts) {
    kept += source.slice(kept.length, start).replace(/[^\r\n]/g, " ") + source.slice(start, end);
  }
  return kept;
}

async function withoutJsx(
  { cell, text }: ReturnType<typeof parseCell>,
  folder: string,
): Promise<string> {
  const { compilerOptions = {} } = await findConfig(folder);
  const jsx = { ...readJsxOptions(compilerOptions), ...readJsxPragmas(cell.comments) };
  return (await compileTypeScript(text, { jsx, hasDecorators: false })).code;
}

function hasJsx(cell: ParsedCell): boolean {
  let found = false;
  walk(cell.program, ({ type }) => {
    found ||= type === "JSXElement" || type === "JSXFragment";
    return !found;
  });
  return found;
}

function isCode(source: string): boolean {
  try {
    parseCell(source);
    return true;
  } catch {
    return false;
  }
}

function oneLine(text: string): string {
  return text.split(/[\r\n\u2028\u2029]/)[0]!.slice(0, 200);
}
