/**
 * `labbook note`: what a run is remembered by.
 *
 * @module
 */
import type { Command } from "commander";
import { baseDirOf, examples } from "../options.ts";
import { openRegistry, resolveReadable } from "../runs.ts";
import { output } from "../terminal.ts";
import { printable } from "../../display/mod.ts";

/** Adds the command to the program. */
export function addNoteCommand(program: Command): void {
  const command = program.command("note")
    .summary("write a note on a run")
    .description(
      "Writes the note of a run, in Markdown, over the one before; without a text, shows it.",
    )
    .argument("<run>", "a run: project/name, the beginning of its id, or its folder")
    .argument("[text...]", 'the note; "" removes it, and - reads it from standard input')
    .action(async (name: string, words: string[]) => {
      const registry = await openRegistry(baseDirOf(command));
      const run = await resolveReadable(registry, name);
      if (words.length === 0) {
        const { summary } = await registry.loadExperiment(run.path);
        if (summary.note) output.write(summary.note.replace(/\n*$/, "\n"));
        return;
      }
      const text = words.length === 1 && words[0] === "-"
        ? await new Response(Deno.stdin.readable).text()
        : words.join(" ");
      await registry.noteExperiment(run.path, text);
      output.write(`${printable(run.name)}: note ${text === "" ? "removed" : "written"}.\n`);
    });
  examples(command, [
    ['labbook note penguins/baseline "Learning rate too high"', "write it"],
    ["labbook note penguins/baseline - < note.md", "from a file"],
    ["labbook note penguins/baseline", "read it"],
  ]);
}
