/** `!command`. @module */

import type { Magic } from "./magic.ts";
import { runShell } from "./shell.ts";
import { shellScript } from "./shell_script.ts";

/** The lines that a command printed. */
export interface CommandLines extends Array<string> {
  /** All that it printed. */
  text: string;
  /** How it ended; 0 where all went well. */
  exitCode: number;
}

/** Runs a command in the shell. */
export const system: Magic = {
  name: "system",
  summary: "Runs a command in the shell; `!command` is short for it.",
  usage: ["!COMMAND", "const lines = !COMMAND"],
  examples: [
    ["!git status", "shows what it prints, while it runs"],
    ["!wc -l ${path}", "the value of a variable, which is one word whatever is in it"],
    ["const files = !ls *.csv", "an array of the lines, with `text` and `exitCode`"],
  ],
  line: "arguments",
  isRaw: true,
  positional: ["path"],
  isVariadic: true,
  async run({ texts, values, signal, isAssigned }) {
    if (values.length === 0 && texts.join("").trim() === "") {
      throw new SyntaxError("Cannot run a command: there is none, expected !command");
    }
    const script = shellScript([texts[0]!.trimStart(), ...texts.slice(1)], values);
    const { code, output } = await runShell({ ...script, isCaptured: isAssigned, signal });
    if (isAssigned) return linesOf(output, code);
    if (code !== 0) console.error(`The command ended with exit code ${code}`);
  },
};

function linesOf(text: string, exitCode: number): CommandLines {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  // Not enumerable, so that the lines are shown as the array that they are.
  return Object.defineProperties(lines, {
    text: { value: text },
    exitCode: { value: exitCode },
  }) as CommandLines;
}
