/**
 * `labbook doctor`: whether all is well here.
 *
 * @module
 */
import type { Command } from "commander";
import { EXIT } from "../errors.ts";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { output } from "../terminal.ts";
import { counted, printable } from "../text.ts";

/** Adds the command to the program. */
export function addDoctorCommand(program: Command): void {
  const command = jsonOption(program.command("doctor"))
    .summary("check whether all is well here")
    .description(
      "Checks Deno, the folder of the runs, the runs in it, and the programs that Labbook can use.\n" +
        "Changes nothing. The exit code is 1 where there is a problem.",
    )
    .action(async (options: { json?: boolean }) => {
      const { examine } = await import("../doctor/examine.ts");
      const checks = await examine(baseDirOf(command));
      const problems = checks.filter(({ state }) => state === "problem");
      if (options.json) await writeJson({ ok: problems.length === 0, checks });
      else {
        const { green, yellow, red, dim } = output.style;
        const marks = { ok: green("✓"), note: yellow("!"), problem: red("✗") };
        const width = Math.max(...checks.map(({ name }) => name.length));
        for (const { state, name, message, remedy } of checks) {
          output.write(`${marks[state]} ${name.padEnd(width)}  ${printable(message)}\n`);
          if (remedy) output.write(`  ${" ".repeat(width)}  ${dim(printable(remedy))}\n`);
        }
        output.write(
          problems.length === 0
            ? "\nAll is well.\n"
            : red(`\n${counted(problems.length, "problem")} found.\n`),
        );
      }
      if (problems.length > 0) Deno.exitCode = EXIT.failure;
    });
  examples(command, [["labbook doctor", "look for what is wrong"]]);
}
