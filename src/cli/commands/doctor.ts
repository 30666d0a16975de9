/**
 * `labbook doctor`: whether all is well here.
 *
 * @module
 */
import type { Command } from "commander";
import { baseDirOf, examples, jsonOption } from "../options.ts";
import { reportChecks } from "../report_checks.ts";

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
      await reportChecks(await examine(baseDirOf(command)), !!options.json);
    });
  examples(command, [["labbook doctor", "look for what is wrong"]]);
}
