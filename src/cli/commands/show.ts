/**
 * `labbook show`: all about one run.
 *
 * @module
 */
import type { Command } from "commander";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { namedRuns } from "../runs.ts";

/** Adds the command to the program. */
export function addShowCommand(program: Command): void {
  const command = jsonOption(program.command("show"))
    .summary("show all about one run")
    .description("Shows one run: its parameters, metrics, files, code, times and warnings.")
    .argument("<run>", "a run: project/name, the beginning of its id, or its folder")
    .action(async (name: string, options: { json?: boolean }) => {
      const [run] = await namedRuns(baseDirOf(command), [name]);
      const { readRun } = await import("../run_view/read_run.ts");
      const view = await readRun(run!, { points: !options.json });
      if (options.json) {
        return await writeJson({ run: view.name, path: view.path, ...view.summary });
      }
      const { writeCard } = await import("../run_view/card.ts");
      writeCard(view);
    });
  examples(command, [
    ["labbook show penguins/baseline", "by its name"],
    ["labbook show 0f8c2a", "by the beginning of its id"],
    ["labbook show penguins/baseline --json | jq .final_metrics", "for programs"],
  ]);
}
