/**
 * Wrong calls, told in the words of the other errors.
 *
 * @module
 */
import type { CommanderError } from "commander";
import { UsageError } from "./errors.ts";

/** What the parser's messages quote: the name of an option, an argument or a command, or a value. */
function quotedIn(message: string): string[] {
  return Array.from(message.matchAll(/'([^']*)'/g), ([, quoted]) => quoted!);
}

function choice(message: string, help: string): string {
  const [, choices] = /Allowed choices are (.*)\.$/.exec(message) ?? [];
  return choices ? `expected ${choices.replace(/, ([^,]*)$/, " or $1")}` : `see ${help}`;
}

function nearestIn(hint: string): string | undefined {
  const [, names] = /\(Did you mean (?:one of )?(.+)\?\)/.exec(hint) ?? [];
  if (!names) return undefined;
  return `did you mean ${names.split(", ").map((name) => `"${name}"`).join(" or ")}?`;
}

/**
 * Turns what the argument parser reports into an error of ours, with the nearest name where there is
 * one.
 *
 * @param error What it reports.
 * @param command The command that was called, where one of ours was.
 */
export function usageError(error: CommanderError, command: string | undefined): UsageError {
  const [message = "", ...hint] = error.message.replace(/^error: /, "").split("\n");
  const quoted = quotedIn(message);
  const help = `"${command ? `labbook ${command}` : "labbook"} --help"`;
  const remedy = nearestIn(hint.join("\n")) ?? `see ${help}`;
  switch (error.code) {
    case "commander.unknownOption":
      return new UsageError(`Cannot use the option "${quoted[0]}": ${remedy}`);
    case "commander.unknownCommand":
      return new UsageError(`Cannot find the command "${quoted[0]}": ${remedy}`);
    case "commander.excessArguments": {
      const [, expected, got] = /Expected (\d+ arguments?) but got (\d+)/.exec(message) ?? [];
      return new UsageError(`Cannot run ${command}: expected ${expected}, got ${got}`);
    }
    case "commander.missingArgument":
      return new UsageError(`Cannot run ${command}: <${quoted[0]}> is missing, see ${help}`);
    case "commander.optionMissingArgument":
      return new UsageError(`Cannot use the option "${quoted[0]}": its value is missing`);
    case "commander.invalidArgument": {
      const isOption = message.startsWith("option ");
      const [value, name] = isOption
        ? [quoted[1], `"${quoted[0]}"`]
        : [quoted[0], `<${quoted[1]}>`];
      return new UsageError(`Cannot use "${value}" for ${name}: ${choice(message, help)}`);
    }
    case "commander.help":
      return new UsageError(
        `Cannot run ${command ?? "labbook"}: a command is missing, see ${help}`,
      );
  }
  return new UsageError(
    `Cannot run ${command ?? "labbook"}: ${message.replace(/\.$/, "")}, see ${help}`,
  );
}
