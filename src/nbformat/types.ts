/**
 * What a notebook file holds.
 *
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 * @module
 */

/** An object of JSON. */
export type JsonObject = Record<string, unknown>;

/** What a cell put out. Names that are not listed are kept. */
export interface Output extends JsonObject {
  /** `stream`, `display_data`, `execute_result` or `error`. */
  output_type: string;
}

/** A cell. Names that are not listed are kept. */
export interface Cell extends JsonObject {
  /** `code`, `markdown` or `raw`. */
  cell_type: string;
  /** The text. */
  source: string;
  /** Notes about the cell. */
  metadata: JsonObject;
  /** The id, since version 4.5 of the format. */
  id?: string;
  /** What a code cell put out. */
  outputs?: Output[];
  /** The number of a code cell; null where it did not run. */
  execution_count?: number | null;
}

/** A notebook. Names that are not listed are kept. */
export interface Notebook extends JsonObject {
  /** The version of the format: 4. */
  nbformat: number;
  /** The minor version of the format. */
  nbformat_minor: number;
  /** Notes about the notebook. */
  metadata: JsonObject;
  /** The cells. */
  cells: Cell[];
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a cell has a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return Array.isArray(cell.metadata.tags) && cell.metadata.tags.includes(tag);
}

/** Makes a cell for a notebook, with an id where the notebook's version has them. */
export function makeCell(
  notebook: Notebook,
  cell: { cell_type: string; source: string; metadata: JsonObject },
): Cell {
  const code = cell.cell_type === "code" ? { outputs: [], execution_count: null } : {};
  return { ...cell, ...code, ...hasCellIds(notebook) ? { id: newCellId() } : {} };
}

/** Whether the cells of a notebook have ids. */
export function hasCellIds({ nbformat, nbformat_minor }: Notebook): boolean {
  return nbformat === 4 && nbformat_minor >= 5;
}

/** An id for a cell, as nbformat makes them. */
export function newCellId(): string {
  return crypto.randomUUID().slice(0, 8);
}
