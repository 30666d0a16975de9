/**
 * `labbook recover`: completes runs whose process is gone.
 *
 * @module
 */
import type { Command } from "commander";
import type { RunStatus } from "../../store/mod.ts";
import { EXIT, messageOf, UsageError } from "../errors.ts";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { eachWithProgress } from "../progress.ts";
import { allRuns, namedRuns, type RunPlace } from "../runs.ts";
import { output } from "../terminal.ts";
import { counted, printable } from "../../display/mod.ts";

interface Options {
  all?: boolean;
  force?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

interface Recovery {
  run: string;
  path: string;
  outcome: "recovered" | "would be recovered" | "still runs" | "complete" | "failed";
  status?: RunStatus;
  dropped?: string[];
  message?: string;
}

/** Adds the command to the program. */
export function addRecoverCommand(program: Command): void {
  const command = jsonOption(program.command("recover"))
    .summary("complete runs that crashed")
    .description(
      "Completes runs whose process is gone without having ended them, all such runs by default:\n" +
        "writes their files from what was logged, and tells what was lost. A run that still lives is\n" +
        "left alone.",
    )
    .argument("[runs...]", "runs: project/name, the beginning of an id, or a folder")
    .option("-a, --all", "all runs, which is what happens without names")
    .option("-n, --dry-run", "only tell what would be done")
    .option("--force", "also runs that seem to live: what they log from now on is lost")
    .action((runs: string[], options: Options) => recover(baseDirOf(command), runs, options));
  examples(command, [
    ["labbook recover", "all runs that crashed"],
    ["labbook recover --dry-run", "which they are"],
    ["labbook recover penguins/baseline --force", "one whose host will not come back"],
  ]);
}

async function recover(baseDir: string, names: string[], options: Options): Promise<void> {
  if (names.length > 0 && options.all) {
    throw new UsageError("Cannot recover: expected names of runs or --all, got both");
  }
  if (names.length === 0 && options.force && !options.all) {
    throw new UsageError("Cannot recover all runs with --force: name them, or add --all");
  }
  const chosen = names.length > 0;
  const runs = chosen ? await namedRuns(baseDir, names) : await allRuns(baseDir);
  const results: Recovery[] = [];
  await eachWithProgress("Recovering", runs, ({ name }) => name, async (run) => {
    const result = await recoverOne(run, options);
    if (chosen || result.outcome !== "complete") results.push(result);
  });
  if (options.json) await writeJson({ runs: results });
  else report(results);
  const refused = results.some(({ outcome }) =>
    outcome === "failed" || (chosen && outcome === "still runs")
  );
  if (refused) Deno.exitCode = EXIT.failure;
}

async function recoverOne(run: RunPlace, { force, dryRun }: Options): Promise<Recovery> {
  const { hasRubbish, recoverRun, runState } = await import("../../store/mod.ts");
  const about = { run: run.name, path: run.path };
  try {
    const state = runState(run.path);
    if (state === "live" && !force) return { ...about, outcome: "still runs" };
    if (state === "complete" && !hasRubbish(run.path)) return { ...about, outcome: "complete" };
    if (dryRun) return { ...about, outcome: "would be recovered" };
    const { recovered, status, dropped } = await recoverRun(run.path, { force });
    // Somebody else may have been quicker, or come back to life.
    const outcome = recovered ? "recovered" : status === "running" ? "still runs" : "complete";
    return { ...about, outcome, status, dropped };
  } catch (error) {
    return { ...about, outcome: "failed", message: messageOf(error) };
  }
}

function report(results: Recovery[]): void {
  const { green, yellow, red, dim, cyan } = output.style;
  const marks = {
    "recovered": green("✓"),
    "would be recovered": yellow("!"),
    "still runs": yellow("…"),
    "complete": green("✓"),
    "failed": red("✗"),
  };
  for (const { run, outcome, status, dropped, message } of results) {
    const state = outcome === "recovered" ? `recovered, ${status}` : outcome;
    output.write(
      `${marks[outcome]} ${cyan(printable(run))}  ${state}${
        message ? `: ${printable(message)}` : ""
      }\n`,
    );
    for (const loss of dropped ?? []) output.write(`    ${dim(printable(loss))}\n`);
  }
  const count = (wanted: Recovery["outcome"]): number =>
    results.filter(({ outcome }) => outcome === wanted).length;
  const told = [
    [count("recovered"), "recovered"],
    [count("would be recovered"), "to recover"],
    [count("still runs"), "still running"],
    [count("failed"), "failed"],
  ] as const;
  const parts = told.filter(([n]) => n > 0).map(([n, what]) => `${counted(n, "run")} ${what}`);
  output.write(parts.length > 0 ? `${parts.join(", ")}.\n` : "There is nothing to recover.\n");
}
