/**
 * `labbook delete`: moves runs to the trash.
 *
 * @module
 */
import type { Command } from "commander";
import { confirm } from "../confirm.ts";
import { CliError } from "../errors.ts";
import { baseDirOf, examples } from "../options.ts";
import { namedRuns, openRegistry, readInfo } from "../runs.ts";
import { output } from "../terminal.ts";
import { counted, printable } from "../../display/mod.ts";

/** Adds the command to the program. */
export function addDeleteCommand(program: Command): void {
  const command = program.command("delete").alias("rm")
    .summary("move runs to the trash")
    .description(
      "Moves runs to the trash, the folder .trash among the projects, after asking. Nothing is lost:\n" +
        '"labbook restore" brings them back. A run that still lives is refused.',
    )
    .argument("<runs...>", "runs: project/name, the beginning of an id, or a folder")
    .option("-y, --yes", "do not ask")
    .action(async (refs: string[], { yes }: { yes?: boolean }) => {
      const baseDir = baseDirOf(command);
      const runs = await namedRuns(baseDir, refs);
      const registry = await openRegistry(baseDir);
      for (const run of runs) await readInfo(registry, run);
      const names = runs.map(({ name }) => printable(name)).join(", ");
      if (
        !yes && !confirm(`Move ${names} to the trash?`, "Cannot ask before deleting: add --yes")
      ) {
        throw new CliError("Cannot delete: it was not confirmed");
      }
      for (const { name, path } of runs) {
        await registry.deleteExperiment(path);
        output.write(`${output.style.cyan(printable(name))} is in the trash now.\n`);
      }
      if (runs.length > 1) output.write(`${counted(runs.length, "run")} deleted.\n`);
    });
  examples(command, [
    ["labbook delete penguins/diverged", "asks first"],
    ["labbook delete 0f8c2a 77b1 --yes", "two runs, without asking"],
    ["labbook restore penguins/diverged", "brings it back"],
  ]);
}
