/**
 * Runs a notebook for the command line: reads it, tells how it goes, writes it.
 *
 * @module
 */
import fs from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { startHeadlessKernel } from "../../kernel/mod.ts";
import { executeNotebook, parseNotebook, stringifyNotebook } from "../../notebook/mod.ts";
import { writeFileAtomic } from "../../store/mod.ts";
import { CliError, EXIT, messageOf, UsageError, warn } from "../errors.ts";
import { readParameters } from "./parameters.ts";
import { RunReport } from "./report.ts";
import { StopSignals } from "./stop_signals.ts";

/** How a notebook is run. */
export interface RunOrder {
  /** The parameters as they were given. */
  parameters: [name: string, value: string][];
  /** A JSON file with more of them. */
  parametersFile: string | undefined;
  /** Where the notebook is written; beside the notebook by default. */
  output: string | undefined;
  /** Whether it is written over the notebook. */
  inplace: boolean;
  /** How long a cell may take, in seconds; for ever by default. */
  timeout: number | undefined;
  /** Whether it goes on after a cell that failed. */
  allowErrors: boolean;
  /** Whether type errors are shown as warnings, also where the notebook does not ask for it. */
  typecheck: boolean;
  /** What the code may do, as long flags. */
  permissions: string[];
}

function readText(path: string): string {
  try {
    return fs.readFileSync(path, "utf8");
  } catch (error) {
    throw new CliError(`Cannot read the notebook "${path}": ${messageOf(error)}`);
  }
}

/** The file itself, where a path leads to it by links. */
function fileAt(path: string): string {
  const full = resolve(path);
  return fs.existsSync(full) ? fs.realpathSync(full) : full;
}

function outputOf(path: string, { output, inplace }: RunOrder): string {
  if (inplace) return path;
  const chosen = output ?? join(dirname(path), `${basename(path, ".ipynb")}.executed.ipynb`);
  if (fileAt(chosen) === fileAt(path)) {
    throw new UsageError(`Cannot write "${chosen}": it is the notebook itself, use --inplace`);
  }
  return chosen;
}

/** Writes a file that keeps who may read it, where it is there already. */
function write(file: string, text: string): void {
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode;
  writeFileAtomic(file, text);
  if (mode !== undefined) fs.chmodSync(file, mode);
}

/**
 * Runs a notebook.
 *
 * @throws {CliError} It cannot be read or written, a cell failed, or it was stopped.
 */
export async function runNotebook(path: string, order: RunOrder): Promise<void> {
  const parameters = readParameters(order.parameters, order.parametersFile);
  const notebook = parseNotebook(readText(path), path);
  const outputPath = outputOf(path, order);
  const file = fileAt(outputPath);
  const source = fileAt(path);
  using signals = new StopSignals();
  using report = new RunReport(path, outputPath);
  const { status, failure, hasParameters } = await executeNotebook(notebook, {
    inputPath: path,
    outputPath,
    parameters,
    allowErrors: order.allowErrors,
    signal: signals.signal,
    ...order.timeout === undefined ? {} : { timeout: order.timeout * 1000 },
    startKernel: () =>
      startHeadlessKernel({
        permissions: order.permissions,
        cwd: dirname(source),
        notebookPath: source,
        typecheck: order.typecheck || isTypechecked(notebook.metadata.labbook),
      }),
    save: (notebook) => write(file, stringifyNotebook(notebook)),
    onProgress: (progress) => report.cell(progress),
  });
  if (!hasParameters) {
    warn(`${path} has no cell that is tagged "parameters": they were put at its top`);
  }
  if (status === "interrupted") {
    throw new CliError(
      `Cannot run ${path} to its end: it was stopped by ${signals.name}, the outputs so far are in ` +
        outputPath,
      signals.exitCode,
    );
  }
  if (failure) report.failure(failure);
  if (status === "failed") {
    throw new CliError(
      `Cannot run ${path} to its end: cell [${failure!.cell.execution_count ?? " "}] failed with ` +
        `${failure!.name}: ${failure!.message}`,
      EXIT.failure,
    );
  }
  report.end();
}

function isTypechecked(settings: unknown): boolean {
  return typeof settings === "object" && settings !== null && "typecheck" in settings &&
    settings.typecheck === true;
}
