/**
 * `labbook rename`: gives a run another name.
 *
 * @module
 */
import type { Command } from "commander";
import { baseDirOf, examples } from "../options.ts";
import { openRegistry, placeOf, resolveReadable } from "../runs.ts";
import { output } from "../terminal.ts";
import { printable } from "../../display/mod.ts";

/** Adds the command to the program. */
export function addRenameCommand(program: Command): void {
  const command = program.command("rename")
    .summary("give a run another name")
    .description("Gives a run another name in its project. A name that is taken is refused.")
    .argument("<run>", "a run: project/name, the beginning of its id, or its folder")
    .argument("<name>", "the new name")
    .action(async (old: string, name: string) => {
      const registry = await openRegistry(baseDirOf(command));
      const run = await resolveReadable(registry, old);
      const path = await registry.renameExperiment(run.path, name);
      output.write(`${printable(run.name)} is ${printable(placeOf(path).name)} now.\n`);
    });
  examples(command, [["labbook rename penguins/baseline first-try", "to penguins/first-try"]]);
}
