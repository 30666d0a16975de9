/**
 * `labbook completions`: a script that teaches a shell our names.
 *
 * @module
 */
import { Argument, type Command } from "commander";
import { examples } from "../options.ts";
import { output } from "../terminal.ts";

/** Adds the command to the program. */
export function addCompletionsCommand(program: Command): void {
  const command = program.command("completions")
    .summary("print the completion script of a shell")
    .description(
      "Prints the script with which a shell completes commands, options, projects, runs and metrics.",
    )
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .action(async (shell: string) => {
      const { completionScript } = await import("../completion_script.ts");
      output.write(completionScript(shell));
    });
  examples(command, [
    ["labbook completions bash >> ~/.bashrc", "for bash"],
    ["labbook completions zsh > ~/.zfunc/_labbook", "for zsh, where ~/.zfunc is in $fpath"],
    ["labbook completions fish > ~/.config/fish/completions/labbook.fish", "for fish"],
  ]);
}
