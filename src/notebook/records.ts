/**
 * What a notebook tells of having been run, in the words of papermill.
 *
 * @see papermill/engines.py and papermill/execute.py
 * @module
 */
import {
  type Cell,
  hasTag,
  isObject,
  type JsonObject,
  makeCell,
  type Notebook,
} from "../nbformat/mod.ts";

/** How far a cell is. */
export type CellStatus = "pending" | "running" | "completed" | "failed";

const ERROR_TAG = "papermill-error-cell-tag";
const ANCHOR = "papermill-error-cell";
const STYLE = 'style="color:red; font-family:Helvetica Neue, Helvetica, Arial, sans-serif; ' +
  'font-size:2em;"';

/** A time as papermill writes it: ISO 8601 in UTC. */
function timestamp(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

function span(start: number | undefined, end: number | undefined): JsonObject {
  return {
    start_time: timestamp(start),
    end_time: timestamp(end),
    duration: start === undefined || end === undefined ? null : (end - start) / 1000,
  };
}

/** Tells of a cell how far it is, and when it ran; times in milliseconds. */
export function recordCell(cell: Cell, status: CellStatus, start?: number, end?: number): void {
  const exception = status === "failed" ? true : status === "pending" ? null : false;
  cell.metadata.papermill = { ...span(start, end), exception, status };
}

/** What a notebook tells of its run. */
export interface RunRecord {
  /** When it started, in milliseconds. */
  start: number;
  /** When it ended, in milliseconds. */
  end?: number;
  /** Whether a cell failed; undefined while it runs. */
  failed?: boolean;
  /** The parameters that were injected. */
  parameters: JsonObject;
  /** The path of the notebook that was run. */
  inputPath: string;
  /** The path of the notebook with the outputs. */
  outputPath: string;
}

/** Tells of a notebook how it was run, beside what it tells already. */
export function recordRun(notebook: Notebook, run: RunRecord): void {
  const before = isObject(notebook.metadata.papermill) ? notebook.metadata.papermill : {};
  notebook.metadata.papermill = {
    default_parameters: {},
    environment_variables: {},
    ...before,
    ...span(run.start, run.end),
    exception: run.failed === undefined ? null : run.failed || null,
    parameters: run.parameters,
    input_path: run.inputPath,
    output_path: run.outputPath,
  };
}

/** Removes what {@linkcode markError} put in. */
export function removeErrorMarks(notebook: Notebook): void {
  notebook.cells = notebook.cells.filter((cell) => !hasTag(cell, ERROR_TAG));
}

/** Points to a cell that failed, from the notebook's top and right above the cell. */
export function markError(notebook: Notebook, cell: Cell): void {
  const mark = (source: string): Cell =>
    makeCell(notebook, { cell_type: "markdown", source, metadata: { tags: [ERROR_TAG] } });
  const link = `<a href="#${ANCHOR}">In [${cell.execution_count ?? " "}]</a>`;
  notebook.cells.splice(
    notebook.cells.indexOf(cell),
    0,
    mark(`<span id="${ANCHOR}" ${STYLE}>Execution met an error here and stopped:</span>`),
  );
  notebook.cells.unshift(mark(`<span ${STYLE}>An error was met at '${link}'.</span>`));
}
