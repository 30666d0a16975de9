/**
 * Runs a notebook from its first cell to its last.
 *
 * @module
 */
import type { HeadlessKernel } from "../kernel/mod.ts";
import { type CellFailure, CellRunner } from "./cell_runner.ts";
import { injectParameters } from "./parameters.ts";
import { markError, recordCell, recordRun, removeErrorMarks, type RunRecord } from "./records.ts";
import { type Cell, hasTag, isObject, type JsonObject, type Notebook } from "../nbformat/mod.ts";

const LANGUAGES = ["typescript", "javascript"];

/** How a cell went. */
export interface CellProgress {
  /** The cell. */
  cell: Cell;
  /** Which of the cells with code it is, from 1. */
  number: number;
  /** How many cells with code there are. */
  total: number;
  /** How long it took, in milliseconds; undefined while it runs. */
  duration?: number;
  /** Whether it failed. */
  failed?: boolean;
}

/** How a notebook is run. */
export interface ExecuteOptions {
  /** The path of the notebook, which is written down. */
  inputPath: string;
  /** The path of the notebook with the outputs, which is written down. */
  outputPath: string;
  /** Starts the kernel. */
  startKernel: () => Promise<HeadlessKernel>;
  /** Writes the notebook; called before the first cell, after each, and at the end. */
  save: (notebook: Notebook) => void;
  /** The parameters to inject; none by default. */
  parameters?: JsonObject;
  /** How long a cell may take, in milliseconds; for ever by default. */
  timeout?: number;
  /** Whether cells after one that failed run nevertheless; false by default. */
  allowErrors?: boolean;
  /** Stops the running cell and the notebook. */
  signal?: AbortSignal;
  /** Called when a cell begins and when it ends. */
  onProgress?: (progress: CellProgress) => void;
}

/** How a notebook went. */
export interface Execution {
  /** Whether it ran to its end, failed, or was stopped. */
  status: "completed" | "failed" | "interrupted";
  /** The error that ended it, or the first one where errors are allowed. */
  failure?: CellFailure;
  /** Whether it has a cell that is tagged `parameters`. */
  hasParameters: boolean;
}

/** Thrown where a notebook is for a kernel of another language. */
function checkLanguage({ metadata }: Notebook, path: string): void {
  const info = isObject(metadata.language_info) ? metadata.language_info.name : undefined;
  const spec = isObject(metadata.kernelspec) ? metadata.kernelspec.language : undefined;
  const language = spec ?? info;
  if (typeof language !== "string" || LANGUAGES.includes(language.toLowerCase())) return;
  throw new TypeError(
    `Cannot run the notebook "${path}": it is written in ${language}, expected TypeScript or JavaScript`,
  );
}

function isRun(cell: Cell): boolean {
  return cell.cell_type === "code" && cell.source.trim() !== "" && !hasTag(cell, "skip-execution");
}

/**
 * Runs a notebook, which takes up the outputs.
 *
 * @throws {TypeError} The notebook is in another language.
 * @throws {SyntaxError} The name of a parameter cannot be the name of a variable.
 */
export async function executeNotebook(
  notebook: Notebook,
  options: ExecuteOptions,
): Promise<Execution> {
  const { parameters = {}, inputPath, outputPath, save, signal } = options;
  checkLanguage(notebook, inputPath);
  removeErrorMarks(notebook);
  const hasParameters = Object.keys(parameters).length === 0 ||
    injectParameters(notebook, parameters);
  for (const cell of notebook.cells) {
    recordCell(cell, "pending");
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  const run: RunRecord = { start: Date.now(), parameters, inputPath, outputPath };
  recordRun(notebook, run);
  save(notebook);
  const kernel = await options.startKernel();
  try {
    notebook.metadata.kernelspec ??= {
      name: "labbook",
      display_name: "TypeScript (Labbook)",
      language: "typescript",
    };
    notebook.metadata.language_info = { ...kernel.languageInfo };
    const failure = await runCells(notebook, kernel, options);
    await kernel.settled();
    const stopped = signal?.aborted ?? false;
    const ended = failure !== undefined && !options.allowErrors;
    if (ended && !stopped) markError(notebook, failure.cell);
    recordRun(notebook, { ...run, end: Date.now(), failed: failure !== undefined || stopped });
    save(notebook);
    return {
      status: stopped ? "interrupted" : ended ? "failed" : "completed",
      ...failure ? { failure } : {},
      hasParameters,
    };
  } finally {
    await kernel.shutdown();
  }
}

/** Runs all cells, and returns the first failure. */
async function runCells(
  notebook: Notebook,
  kernel: HeadlessKernel,
  options: ExecuteOptions,
): Promise<CellFailure | undefined> {
  const { save, signal, allowErrors, onProgress } = options;
  const runner = new CellRunner(kernel, options);
  const total = notebook.cells.filter(isRun).length;
  let first: CellFailure | undefined;
  let number = 0;
  for (const cell of notebook.cells) {
    if (signal?.aborted) break;
    const start = Date.now();
    if (!isRun(cell)) {
      recordCell(cell, "completed", start, start);
      continue;
    }
    number++;
    recordCell(cell, "running", start);
    onProgress?.({ cell, number, total });
    const failure = await runner.run(cell);
    const end = Date.now();
    recordCell(cell, failure ? "failed" : "completed", start, end);
    save(notebook);
    onProgress?.({ cell, number, total, duration: end - start, failed: failure !== undefined });
    if (failure?.isExpected) continue;
    first ??= failure;
    if (failure && (!allowErrors || failure.isStuck)) break;
  }
  return first;
}
