/**
 * `labbook best`: the run with the best value of a metric.
 *
 * @module
 */
import { Argument, type Command } from "commander";
import type { ExperimentRegistry } from "../../registry/mod.ts";
import { CliError, warn } from "../errors.ts";
import { formatNumber, printable } from "../../display/mod.ts";
import { baseDirOf, examples, jsonOption, writeJson } from "../options.ts";
import { checkProject, openRegistry, placeOf, type Problem } from "../runs.ts";
import { output } from "../terminal.ts";

interface Options {
  project?: string;
  where?: string;
  json?: boolean;
}

/** Adds the command to the program. */
export function addBestCommand(program: Command): void {
  const command = jsonOption(
    program.command("best")
      .summary("find the run with the best value of a metric")
      .description(
        "Finds the run with the best value of a metric, at whichever step it had it. Without min or max\n" +
          "the name decides: of a loss or an error the smallest is best, of anything else the largest.\n" +
          "final_loss is the last value of loss. The exit code is 1 where no run has the metric.",
      )
      .argument("<metric>", "the metric")
      .addArgument(new Argument("[mode]", "which value is best").choices(["min", "max"]))
      .option("-p, --project <project>", "only among the runs of this project")
      .option("-w, --where <expression>", "only among runs of which it is true"),
  ).action((metric: string, mode: "min" | "max" | undefined, options: Options) =>
    best(baseDirOf(command), metric, mode, options)
  );
  examples(command, [
    ["labbook best accuracy", "the most accurate"],
    ["labbook best val/loss min --project penguins", "the smallest loss in a project"],
    ["labbook show $(labbook best accuracy --json | jq -r .run)", "and all about it"],
  ]);
}

async function best(
  baseDir: string,
  metric: string,
  given: "min" | "max" | undefined,
  { project, where, json }: Options,
): Promise<void> {
  const problems: Problem[] = [];
  const registry = await openRegistry(baseDir, problems);
  await checkProject(registry, project);
  const { metricDirection, nearest } = await import("../../registry/mod.ts");
  const mode = given ?? metricDirection(metric);
  const run = await registry.bestExperiment(metric, mode, { project, where });
  if (!run) {
    const candidates = await registry.listExperiments(project, { where });
    const names = new Set(candidates.flatMap(({ metrics }) => Object.keys(metrics)));
    const near = names.has(metric) ? undefined : nearest(metric, names);
    throw new CliError(
      `Cannot find the best run: no run${where ? " that fits" : ""} has a number of the metric ` +
        JSON.stringify(metric) + (near ? `, did you mean ${JSON.stringify(near)}?` : ""),
    );
  }
  const point = Object.hasOwn(run.summary.metrics, metric)
    ? run.summary.metrics[metric]![mode]
    : undefined;
  const value = point?.value ?? await aliasedValue(registry, run.path, metric);
  const { name } = placeOf(run.path);
  if (json) {
    const { runJson } = await import("../run_json.ts");
    await writeJson({ metric, mode, value, step: point?.step ?? null, ...runJson(run), problems });
  } else {
    const { cyan, bold, dim } = output.style;
    const at = point?.step === undefined || point.step === null ? "" : ` at step ${point.step}`;
    output.write(
      `${cyan(printable(name))}  ${printable(metric)} ${bold(formatNumber(value))}` +
        `${dim(`${at} (${mode})`)}\n`,
    );
  }
  if (!json) { for (const { run, message } of problems) warn(`${run}: ${message}`); }
}

/** The value that an alias such as `final_loss` names. */
async function aliasedValue(
  registry: ExperimentRegistry,
  path: string,
  metric: string,
): Promise<number> {
  return (await registry.compareExperiments([path], [metric])).metrics[metric]![0]!;
}
