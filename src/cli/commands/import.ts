/**
 * `labbook import`: takes in run folders from elsewhere.
 *
 * @module
 */
import type { Command } from "commander";
import { CliError, EXIT, messageOf, warn } from "../errors.ts";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { eachWithProgress } from "../progress.ts";
import { openRegistry, placeOf } from "../runs.ts";
import { output } from "../terminal.ts";
import { counted, printable } from "../../display/mod.ts";
import type { ImportedRun, KnownIds } from "../importing/import_run.ts";

/** Adds the command to the program. */
export function addImportCommand(program: Command): void {
  const command = jsonOption(program.command("import"))
    .summary("take in run folders from elsewhere")
    .description(
      "Copies run folders into the folder of all runs: those of a colleague, of another machine, or of\n" +
        "another tool that writes this layout. They are found, at any depth, by their summary.json.\n" +
        "Each is read whole first, and nothing is ever overwritten: a name that is taken gets -2, -3, …\n" +
        "A run that is here already, by its id, is refused.",
    )
    .argument("<folders...>", "folders to look in")
    .option("-p, --project <project>", "put them all into this project")
    .action((folders: string[], options: { project?: string; json?: boolean }) =>
      importFolders(baseDirOf(command), folders, options)
    );
  examples(command, [
    ["labbook import ~/Downloads/experiments", "all runs below a folder"],
    ["labbook import /mnt/server/run-17 --project penguins", "one run, into a project"],
  ]);
}

async function importFolders(
  baseDir: string,
  folders: string[],
  { project, json }: { project?: string; json?: boolean },
): Promise<void> {
  const { findForeignRuns } = await import("../importing/find_foreign.ts");
  const { importRun } = await import("../importing/import_run.ts");
  const found = folders.flatMap((folder) => {
    try {
      return findForeignRuns(folder);
    } catch (error) {
      throw new CliError(`Cannot look for runs in ${folder}: ${messageOf(error)}`);
    }
  });
  if (found.length === 0) {
    throw new CliError(
      `Cannot find a run in ${folders.join(", ")}: there is no folder with a summary.json`,
    );
  }
  const registry = await openRegistry(baseDir, []);
  const known: KnownIds = new Map(
    (await registry.listExperiments()).map(({ id, path }) => [id, placeOf(path).name]),
  );
  const imported: ImportedRun[] = [];
  const failed: { from: string; message: string }[] = [];
  await eachWithProgress("Importing", found, (dir) => dir, async (dir) => {
    try {
      imported.push(await importRun(dir, baseDir, known, project));
    } catch (error) {
      failed.push({ from: dir, message: messageOf(error) });
    }
  });
  if (json) await writeJson({ imported, failed });
  else report(imported);
  for (const { message } of failed) warn(message);
  if (failed.length > 0) Deno.exitCode = EXIT.failure;
}

function report(imported: ImportedRun[]): void {
  const { green, cyan, dim } = output.style;
  for (const { from, project, name, remarks } of imported) {
    const run = cyan(printable(`${project}/${name}`));
    output.write(`${green("✓")} ${run}  ${dim(`from ${printable(from)}`)}\n`);
    for (const remark of remarks) output.write(`    ${dim(printable(remark))}\n`);
  }
  output.write(`${counted(imported.length, "run")} imported.\n`);
}
