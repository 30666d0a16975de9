/**
 * What a doctor found, told to people or to programs.
 *
 * @module
 */
import type { Check } from "./doctor/check.ts";
import { EXIT } from "./errors.ts";
import { writeJson } from "./options.ts";
import { output } from "./terminal.ts";
import { counted, printable } from "../display/mod.ts";

/** Tells the checks; where there is a problem, the exit code becomes 1. */
export async function reportChecks(checks: Check[], json: boolean): Promise<void> {
  const problems = checks.filter(({ state }) => state === "problem");
  if (json) await writeJson({ ok: problems.length === 0, checks });
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
}
