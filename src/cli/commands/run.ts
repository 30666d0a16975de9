/**
 * `labbook run`: runs a notebook.
 *
 * @module
 */
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { examples, wholeNumber } from "../options.ts";
import { permissionOption, PERMISSIONS_HELP, readPermissions } from "../permission_arguments.ts";

interface Options {
  parameter?: [name: string, value: string][];
  parametersFile?: string;
  output?: string;
  inplace?: boolean;
  timeout?: number;
  allowErrors?: boolean;
  typecheck?: boolean;
  permission?: string[];
}

function pair(
  text: string,
  before: [name: string, value: string][] = [],
): [name: string, value: string][] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`Cannot use the parameter "${text}": expected name=value`);
  }
  return [...before, [name.trim(), value]];
}

/** Adds the command to the program. */
export function addRunCommand(program: Command): void {
  const command = permissionOption(
    program.command("run")
      .summary("run a notebook, with no Python or Jupyter")
      .description(
        "Runs a TypeScript notebook from its first cell to its last, in its folder, and\n" +
          "writes it with its outputs after every cell. Parameters are put behind the cell\n" +
          "that is tagged parameters, as papermill does. The exit code is 1 where a cell\n" +
          "failed, 130 after Ctrl-C.\n" +
          PERMISSIONS_HELP,
      )
      .usage("<notebook> [options] [permission flags]")
      .argument("<notebook>", "the notebook")
      .option(
        "-p, --parameter <name=value>",
        "a parameter; its value is JSON, or else a text",
        pair,
      )
      .option("--parameters-file <file>", "a JSON file with an object of parameters")
      .option("-o, --output <file>", "where to write it (<name>.executed.ipynb beside it)")
      .option("--inplace", "write the outputs into the notebook itself")
      .option("--timeout <seconds>", "stop a cell after so long", wholeNumber("--timeout", 1))
      .option("--allow-errors", "go on after a cell that failed")
      .option("--typecheck", "show type errors of cells as warnings"),
  ).action(async (notebook: string, options: Options) => {
    if (options.output !== undefined && options.inplace) {
      throw new UsageError("Cannot use --output and --inplace together");
    }
    const permissions = await readPermissions(options.permission);
    const { runNotebook } = await import("../run_notebook/run_notebook.ts");
    await runNotebook(notebook, {
      parameters: options.parameter ?? [],
      parametersFile: options.parametersFile,
      output: options.output,
      inplace: !!options.inplace,
      timeout: options.timeout,
      allowErrors: !!options.allowErrors,
      typecheck: !!options.typecheck,
      permissions,
    });
  });
  examples(command, [
    ["labbook run penguins.ipynb", "into penguins.executed.ipynb"],
    ["labbook run penguins.ipynb -p lr=0.1 -p name=wide -o out/wide.ipynb", "with parameters"],
    ["labbook run penguins.ipynb --timeout 600 --allow-read --allow-write=.", "what it may do"],
  ]);
}
