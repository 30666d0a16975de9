/**
 * The commands put together, and how one is run.
 *
 * @module
 */
import { type Argument, Command, CommanderError } from "commander";
import { addBestCommand } from "./commands/best.ts";
import { addCompareCommand } from "./commands/compare.ts";
import { addCompletionsCommand } from "./commands/completions.ts";
import { addDeleteCommand } from "./commands/delete.ts";
import { addDiffCommand } from "./commands/diff.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addExportCommand } from "./commands/export.ts";
import { addImportCommand } from "./commands/import.ts";
import { addKernelCommand } from "./commands/kernel.ts";
import { addListCommand } from "./commands/list.ts";
import { addNoteCommand } from "./commands/note.ts";
import { addRecoverCommand } from "./commands/recover.ts";
import { addRenameCommand } from "./commands/rename.ts";
import { addRerunCommand } from "./commands/rerun.ts";
import { addRestoreCommand } from "./commands/restore.ts";
import { addRunCommand } from "./commands/run.ts";
import { addShowCommand } from "./commands/show.ts";
import { addSyncCommand } from "./commands/sync.ts";
import { addTagCommand, tagArguments } from "./commands/tag.ts";
import { EXIT, reportError } from "./errors.ts";
import { examples } from "./options.ts";
import { permissionArguments } from "./permission_arguments.ts";
import { errorOutput, output, ReaderGone } from "./terminal.ts";
import { usageError } from "./usage.ts";
import { VERSION } from "./version.ts";

function argumentTerm(argument: Argument): string {
  const name = argument.name() + (argument.variadic ? "..." : "");
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Builds the program with all its commands. */
export function buildProgram(): Command {
  const program = new Command("labbook")
    .description("Look at, compare, repeat and keep in order the runs that Labbook tracked.")
    .version(VERSION, "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .option("-d, --dir <folder>", "the folder of all runs (LABBOOK_DIR, or experiments)")
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
      styleTitle: (text) => output.style.bold(text),
      styleCommandText: (text) => output.style.cyan(text),
      styleSubcommandText: (text) => output.style.cyan(text),
    })
    .configureOutput({
      writeOut: (text) => output.write(text),
      // Told by reportError(), in our words.
      writeErr: () => {},
      getOutHelpWidth: () => output.width ?? 80,
      getErrHelpWidth: () => errorOutput.width ?? 80,
      getOutHasColors: () => true,
    })
    .exitOverride();
  examples(program, [
    [
      "labbook list penguins --sort -metrics.accuracy.last",
      "the runs of a project, the best first",
    ],
    ["labbook compare penguins/baseline penguins/wide", "what differs between two runs"],
    ["labbook rerun penguins/baseline --verify", "does it come out the same again?"],
  ]);
  program.commandsGroup("Look:");
  addListCommand(program);
  addShowCommand(program);
  addCompareCommand(program);
  addDiffCommand(program);
  addBestCommand(program);
  program.commandsGroup("Keep in order:");
  addTagCommand(program);
  addNoteCommand(program);
  addRenameCommand(program);
  addDeleteCommand(program);
  addRestoreCommand(program);
  program.commandsGroup("Bring in and out:");
  addExportCommand(program);
  addImportCommand(program);
  addSyncCommand(program);
  program.commandsGroup("Repeat and repair:");
  addRerunCommand(program);
  addRecoverCommand(program);
  addDoctorCommand(program);
  program.commandsGroup("Notebooks:");
  addRunCommand(program);
  addKernelCommand(program);
  program.commandsGroup("Set up:");
  addCompletionsCommand(program);
  return program;
}

/** Which command is called: the first argument that belongs to no option; undefined where it is none. */
function commandOf(args: string[], program: Command): string | undefined {
  const called = args.find((arg, i) =>
    !arg.startsWith("-") && !["-d", "--dir"].includes(args[i - 1] ?? "")
  );
  return program.commands.find((command) =>
    called !== undefined && [command.name(), ...command.aliases()].includes(called)
  )?.name();
}

/** The arguments as the parser shall see them. */
function prepared(args: string[], name: string | undefined, program: Command): string[] {
  if (name === "tag") return tagArguments(args);
  const command = program.commands.find((command) => command.name() === name);
  if (name === "run") return permissionArguments(args, command!);
  const install = name === "kernel" &&
    command!.commands.find((part) => part.name() === "install" && args.includes("install"));
  return install ? permissionArguments(args, install) : args;
}

/**
 * Runs the command line.
 *
 * @param args The arguments, without the program's name.
 * @returns The exit code.
 */
export async function runCli(args: string[]): Promise<number> {
  const program = buildProgram();
  const name = commandOf(args, program);
  try {
    if (args.length === 0) {
      program.outputHelp();
      return EXIT.ok;
    }
    if (args[0] === "complete") {
      const { complete } = await import("./complete.ts");
      await complete(program, args.slice(1));
      return EXIT.ok;
    }
    await program.parseAsync(prepared(args, name, program), { from: "user" });
    return Number(Deno.exitCode);
  } catch (error) {
    if (error instanceof ReaderGone) return EXIT.ok;
    if (error instanceof CommanderError) {
      // Help and version end the program by an error, too.
      if (error.exitCode === 0) return EXIT.ok;
      return reportError(usageError(error, name), name ?? "labbook");
    }
    return reportError(error, name ?? "labbook");
  }
}
