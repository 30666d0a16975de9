/**
 * Notebook files as text: read, checked, written as nbformat does.
 *
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 * @module
 */
import { numberOf, parseExactly, stringifySorted } from "./json_text.ts";
import { joinCell, splitCell } from "./lines.ts";
import {
  type Cell,
  hasCellIds,
  isObject,
  type JsonObject,
  newCellId,
  type Notebook,
} from "./types.ts";

const CELL_ID = /^[a-zA-Z0-9_-]{1,64}$/;
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Reads a notebook.
 *
 * @param text What its file holds.
 * @param name What errors call it, such as its path.
 * @throws {SyntaxError} It is no notebook, or one of another major version of the format.
 */
export function parseNotebook(text: string, name: string): Notebook {
  const fail = (reason: string): never => {
    throw new SyntaxError(`Cannot read the notebook "${name}": ${reason}`);
  };
  let value: unknown;
  try {
    value = parseExactly(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
  if (!isObject(value)) return fail("it is no JSON object");
  const major = numberOf(value.nbformat);
  const minor = numberOf(value.nbformat_minor);
  if (typeof major !== "number" || typeof minor !== "number") {
    return fail('its "nbformat" or "nbformat_minor" is missing, it is no notebook');
  }
  if (major !== 4) {
    return fail(
      `it is of version ${major} of the format, expected 4: jupyter nbconvert --to notebook converts it`,
    );
  }
  if (!isObject(value.metadata ?? {})) return fail('its "metadata" is no object');
  if (!Array.isArray(value.cells)) return fail('its "cells" are no list');
  const notebook: Notebook = {
    ...value,
    nbformat: major,
    nbformat_minor: minor,
    metadata: value.metadata as JsonObject ?? {},
    cells: value.cells.map((cell, i) =>
      readCell(cell, (reason) => fail(`cell ${i + 1}: ${reason}`))
    ),
  };
  if (hasCellIds(notebook)) giveIds(notebook.cells);
  return notebook;
}

function readCell(value: unknown, fail: (reason: string) => never): Cell {
  if (!isObject(value)) return fail("it is no object");
  const cell = joinCell(value);
  if (typeof cell.cell_type !== "string") return fail('its "cell_type" is no string');
  if (typeof cell.source !== "string") return fail('its "source" is neither text nor lines');
  if (!isObject(cell.metadata ?? {})) return fail('its "metadata" is no object');
  const read = { ...cell, metadata: cell.metadata ?? {} } as Cell;
  if (read.cell_type !== "code") return read;
  const outputs = cell.outputs ?? [];
  if (
    !Array.isArray(outputs) ||
    !outputs.every((output) => isObject(output) && typeof output.output_type === "string")
  ) {
    return fail('its "outputs" are no list of outputs');
  }
  const count = numberOf(cell.execution_count ?? null);
  if (count !== null && typeof count !== "number") {
    return fail('its "execution_count" is neither a number nor null');
  }
  return { ...read, outputs, execution_count: count };
}

/** Gives each cell an id of its own, where it has none that is right. */
function giveIds(cells: Cell[]): void {
  const taken = new Set<string>();
  for (const cell of cells) {
    if (typeof cell.id !== "string" || !CELL_ID.test(cell.id) || taken.has(cell.id)) {
      cell.id = newCellId();
    }
    taken.add(cell.id);
  }
}

/** Writes a notebook as nbformat does: with sorted names, an indent of one space, and texts as lines. */
export function stringifyNotebook(notebook: Notebook): string {
  return stringifySorted({ ...notebook, cells: notebook.cells.map(splitCell) }) + "\n";
}
