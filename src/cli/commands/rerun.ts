/**
 * `labbook rerun`: runs the code of a run again.
 *
 * @module
 */
import type { Command } from "commander";
import { CliError, EXIT } from "../errors.ts";
import { counted, formatValue, printable } from "../../display/mod.ts";
import { baseDirOf, examples, jsonOption, wholeNumber, writeJson } from "../options.ts";
import type { Rerun } from "../rerun/find_rerun.ts";
import type { RerunVerdict } from "../rerun/verdict.ts";
import { openRegistry, readInfo, resolveRun, type RunPlace } from "../runs.ts";
import { type Cell, type Column, renderTable } from "../table.ts";
import { errorOutput, output } from "../terminal.ts";

interface Options {
  verify?: boolean;
  name?: string;
  timeout?: number;
  json?: boolean;
}

/** Adds the command to the program. */
export function addRerunCommand(program: Command): void {
  const command = jsonOption(
    program.command("rerun")
      .summary("run the code of a run again")
      .description(
        "Puts the recorded code of a run into a temporary folder and runs it again, as a new run that\n" +
          "points to the first: in the folder it worked in, where that is still there, with the arguments\n" +
          "and permissions it had. With --verify, says of each metric whether it came out the same, point\n" +
          "by point, and exits with 1 where one did not; metrics of the machine (system/…) are left out.",
      )
      .usage("<run> [options] [-- args...]")
      .argument("<run>", "a run: project/name, the beginning of its id, or its folder")
      .argument("[args...]", "arguments for the code, instead of the recorded ones")
      .option("--verify", "compare the metrics of both")
      .option("--name <name>", "the new run's name")
      .option("--timeout <seconds>", "end it after so long", wholeNumber("--timeout", 1)),
  ).action((name: string, args: string[], options: Options) =>
    rerun(baseDirOf(command), name, args, options)
  );
  examples(command, [
    ["labbook rerun penguins/baseline --verify", "does it come out the same again?"],
    ["labbook rerun 0f8c2a --name baseline-again", "under a name of your choice"],
    ["labbook rerun penguins/baseline -- --epochs 10", "with other arguments"],
  ]);
}

async function rerun(
  baseDir: string,
  ref: string,
  args: string[],
  options: Options,
): Promise<void> {
  const { checkName } = await import("../../store/mod.ts");
  if (options.name !== undefined) checkName("experiment", options.name);
  const registry = await openRegistry(baseDir);
  const place = await resolveRun(registry, ref);
  const first = (await readInfo(registry, place)).summary;
  const { findReruns, knownRuns } = await import("../rerun/find_rerun.ts");
  const { runAgain } = await import("../rerun/run_again.ts");
  const known = knownRuns(registry.baseDir);
  errorOutput.write(errorOutput.style.dim(`Repeating ${printable(place.name)}`) + "\n");
  const code = await runAgain({
    run: place,
    id: first.id,
    ordinal: first.ordinal,
    baseDir: registry.baseDir,
    name: options.name,
    args: args.length > 0 ? args : undefined,
    timeout: options.timeout,
    quiet: !!options.json,
  });
  const [again, ...others] = await findReruns(registry.baseDir, known, first);
  if (!again) {
    const reason = code === 0 ? "its code tracked no run" : `its code ended with code ${code}`;
    throw new CliError(`Cannot repeat ${place.name}: ${reason}`);
  }
  let verdict: RerunVerdict | undefined;
  if (options.verify) {
    const { judge } = await import("../rerun/verdict.ts");
    verdict = await judge({ ...place, summary: first }, again);
  }
  if (options.json) {
    await writeJson({
      repeats: { run: place.name, id: first.id, path: place.path },
      run: again.name,
      id: again.summary.id,
      path: again.path,
      status: again.summary.status,
      exit_code: code,
      others: others.map(({ name }) => name),
      ...verdict ? { verdict } : {},
    });
  } else {
    reportRun(place, again, others);
    if (verdict) reportVerdict(verdict);
  }
  if (code !== 0) {
    throw new CliError(`Cannot repeat ${place.name}: its code ended with code ${code}`);
  }
  if (verdict && !verdict.same) Deno.exitCode = EXIT.failure;
}

function reportRun(first: RunPlace, again: Rerun, others: Rerun[]): void {
  const { cyan, dim, green, red } = output.style;
  const { status } = again.summary;
  const mark = status === "finished" ? green("✓") : red("✗");
  output.write(
    `${mark} ${cyan(printable(again.name))}  ${status}` +
      `${dim(`, repeats ${printable(first.name)}`)}\n`,
  );
  for (const { name } of others) {
    output.write(dim(`  ${printable(name)} came of the same code\n`));
  }
}

const COLUMNS: Column[] = [
  { header: "" },
  { header: "METRIC", minWidth: 12, cut: "middle" },
  { header: "POINTS", align: "right", expendable: 1 },
  { header: "", minWidth: 20 },
];

function reportVerdict({ same, metrics, params }: RerunVerdict): void {
  const { green, red, yellow } = output.style;
  for (const { name, before, after } of params) {
    output.write(
      yellow(
        `  The parameter ${printable(name)} was ${formatValue(before) || "not there"}, ` +
          `and is ${formatValue(after) || "not there"} now\n`,
      ),
    );
  }
  if (metrics.length === 0) return output.write("\nThere are no metrics to compare.\n");
  const rows = metrics.map(({ metric, same, points, difference }): Cell[] => [
    same ? { text: "✓", style: green } : { text: "✗", style: red },
    printable(metric),
    String(points),
    same ? "the same" : { text: difference!, style: red },
  ]);
  output.write("\n" + renderTable(COLUMNS, rows, output).text);
  const good = metrics.filter((metric) => metric.same).length;
  output.write(
    same
      ? green(
        `\n${
          metrics.length === 1 ? "The metric" : `All ${counted(good, "metric")}`
        } came out the same.\n`,
      )
      : red(`\n${good} of ${counted(metrics.length, "metric")} came out the same.\n`),
  );
}
