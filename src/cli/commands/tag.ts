/**
 * `labbook tag`: sets and removes tags.
 *
 * @module
 */
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { baseDirOf, examples, listOption } from "../options.ts";
import { openRegistry, resolveReadable } from "../runs.ts";
import { output } from "../terminal.ts";
import { printable } from "../../display/mod.ts";

/**
 * Turns `+good -bad` behind a run into options, before the parser takes `-bad` for some of its own.
 *
 * @param args All arguments of the program, of which `tag` is the command.
 */
export function tagArguments(args: string[]): string[] {
  const at = args.indexOf("tag");
  const rest = args.slice(at + 1).map((arg) => {
    if (/^\+./.test(arg)) return `--add=${arg.slice(1)}`;
    return /^-[^-]/.test(arg) && !/^-[dhV]$/.test(arg) ? `--remove=${arg.slice(1)}` : arg;
  });
  return [...args.slice(0, at + 1), ...rest];
}

/** Adds the command to the program. */
export function addTagCommand(program: Command): void {
  const command = program.command("tag")
    .summary("set and remove tags of a run")
    .description("Sets and removes tags of a run, and shows those it has then.")
    .usage("<run> [+tag...] [-tag...] [options]")
    .argument("<run>", "a run: project/name, the beginning of its id, or its folder")
    .option("--add <tags>", "tags to set, like +tag", listOption)
    .option("--remove <tags>", "tags to remove, like -tag", listOption)
    .action(async (name: string, options: { add?: string[]; remove?: string[] }) => {
      const { add = [], remove = [] } = options;
      const both = add.find((tag) => remove.includes(tag));
      if (both !== undefined) {
        throw new UsageError(`Cannot both set and remove the tag "${both}"`);
      }
      const registry = await openRegistry(baseDirOf(command));
      const run = await resolveReadable(registry, name);
      const tags = await registry.tagExperiment(run.path, { add, remove });
      const shown = tags.length > 0 ? printable(tags.join(", ")) : output.style.dim("no tags");
      output.write(`${output.style.cyan(printable(run.name))}  ${shown}\n`);
    });
  examples(command, [
    ["labbook tag penguins/baseline +published -draft", "set one, remove another"],
    ["labbook tag penguins/baseline --add=a,b --remove=c", "the same with options"],
    ["labbook tag penguins/baseline", "show them"],
  ]);
}
