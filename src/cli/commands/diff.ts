/**
 * `labbook diff`: what differs between two runs.
 *
 * @module
 */
import type { Command } from "commander";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { namedRuns, placeOf } from "../runs.ts";
import { output } from "../terminal.ts";

/** Adds the command to the program. */
export function addDiffCommand(program: Command): void {
  const command = jsonOption(
    program.command("diff")
      .summary("tell what differs between two runs, code included")
      .description(
        "Tells what differs between two runs: parameters, metrics, git, packages, environment, and the code as a\n" +
          "unified difference. A single run is compared with the run before it in its project.",
      )
      .argument("<run>", "a run: project/name, the beginning of its id, or its folder")
      .argument("[other]", "another run")
      .option("--patch", "only the code, as a patch from the first run to the second"),
  ).action((run: string, other: string | undefined, options: { json?: boolean; patch?: boolean }) =>
    diffRuns(baseDirOf(command), run, other, options)
  );
  examples(command, [
    ["labbook diff penguins/wide", "since the run before it"],
    ["labbook diff penguins/baseline penguins/wide", "two runs"],
    ["labbook diff baseline wide --patch | delta", "the code alone, for another program"],
  ]);
}

async function diffRuns(
  baseDir: string,
  run: string,
  other: string | undefined,
  { json, patch }: { json?: boolean; patch?: boolean },
): Promise<void> {
  const [[first], [second]] = await Promise.all([
    namedRuns(baseDir, [run]),
    other === undefined ? [] : namedRuns(baseDir, [other]),
  ]);
  const { diff } = await import("../../registry/mod.ts");
  const difference = await diff(first!, second, { baseDir });
  if (patch) return output.write(difference.patch);
  if (json) {
    const { a, b, ...parts } = difference;
    const [from, to] = [a, b].map(({ path, id }) => ({ run: placeOf(path).name, path, id }));
    return await writeJson({ a: from, b: to, ...parts });
  }
  const { writeDifference } = await import("../listing/diff_view.ts");
  writeDifference(difference);
}
