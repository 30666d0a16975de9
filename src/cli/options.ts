/**
 * What several commands share of their options and help.
 *
 * @module
 */
import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import { output } from "./terminal.ts";

/** Adds examples to a command's help: calls to copy, each below what it is for. */
export function examples(command: Command, list: [call: string, what: string][]): Command {
  const { bold, cyan, dim } = output.style;
  const lines = list.map(([call, what]) => `  ${dim(`# ${what}`)}\n  ${cyan(call)}\n`);
  return command.addHelpText("after", `\n${bold("Examples:")}\n${lines.join("\n").trimEnd()}`);
}

/** Adds the option of all reading commands. */
export function jsonOption(command: Command): Command {
  return command.option("--json", "write JSON, for programs");
}

/** The folder of all runs: `--dir`, else `LABBOOK_DIR`, else `experiments`. */
export function baseDirOf(command: Command): string {
  return command.optsWithGlobals().dir ?? (Deno.env.get("LABBOOK_DIR") || "experiments");
}

/** Writes a result for programs; NaN and infinities are the strings of their names. */
export async function writeJson(value: unknown): Promise<void> {
  const { stringifyJson } = await import("../store/mod.ts");
  output.write(stringifyJson(value, 2) + "\n");
}

/** Reads a list: given with commas, or by repeating the option. */
export function listOption(value: string, before: string[] | undefined): string[] {
  const names = value.split(",").map((name) => name.trim()).filter((name) => name !== "");
  return [...before ?? [], ...names];
}

/** Makes a reader of an option whose value is a whole number from `least` up. */
export function wholeNumber(option: string, least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isSafeInteger(number) && number >= least && value.trim() !== "") return number;
    throw new UsageError(
      `Cannot use ${option} "${value}": expected a whole number, ${least} or more`,
    );
  };
}
