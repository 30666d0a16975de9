/**
 * `labbook compare`: runs side by side.
 *
 * @module
 */
import type { Command } from "commander";
import type { JsonValue } from "../../store/mod.ts";
import { type ChartFlags, chartFlags, chartOptions } from "../comparing/chart_flags.ts";
import { type RunChoice, runsToCompare } from "../comparing/runs_to_compare.ts";
import { CliError, EXIT, UsageError, warn } from "../errors.ts";
import { flattenParams } from "../../display/mod.ts";
import { baseDirOf, examples, jsonOption, listOption, wholeNumber, writeJson } from "../options.ts";
import { openRegistry, placeOf, type Problem } from "../runs.ts";
import { errorOutput, output } from "../terminal.ts";
import { printable } from "../../display/mod.ts";

interface Options extends ChartFlags, RunChoice {
  metrics?: string[];
  allParams?: boolean;
  json?: boolean;
}

/** Adds the command to the program. */
export function addCompareCommand(program: Command): void {
  const command = jsonOption(chartFlags(
    program.command("compare")
      .summary("compare runs side by side")
      .description(
        "Compares runs: the parameters that differ, and the last values of their metrics, the best marked.\n" +
          "A metric asked for as final_loss, best_accuracy, min_loss or max_loss is that value of loss or\n" +
          "accuracy. All runs of the newest project, 20 at most, unless some are named or chosen.",
      )
      .argument("[runs...]", "runs: project/name, the beginning of an id, a folder, or penguins/*")
      .option("-m, --metrics <names>", "only these metrics", listOption)
      .option("--all-params", "also the parameters that are the same in all runs")
      .option("-p, --project <project>", "only the runs of this project")
      .option("-w, --where <expression>", "only runs of which it is true")
      .option("--last <count>", "only so many, the newest", wholeNumber("--last", 1)),
  )).action((runs: string[], options: Options) => compare(baseDirOf(command), runs, options));
  examples(command, [
    ["labbook compare penguins/baseline penguins/wide", "two runs"],
    ["labbook compare baseline wide deep --metrics best_accuracy,final_loss", "chosen metrics"],
    ["labbook compare 'penguins/*' --last 10 --out report.html", "charts, as a report"],
    ["labbook compare baseline wide --json", "for programs"],
  ]);
}

async function compare(baseDir: string, refs: string[], options: Options): Promise<void> {
  const drawing = chartOptions(options);
  const file = options.out === undefined
    ? undefined
    : { path: options.out, isReplaced: !!options.force };
  const charts = file && await import("../comparing/chart_file.ts");
  charts?.checkChartFile(file!, drawing);
  const problems: Problem[] = [];
  const places = await runsToCompare(baseDir, refs, options, problems);
  if (places.length < 2) {
    throw new UsageError(`Cannot compare: expected two runs or more, got ${places.length}`);
  }
  const registry = await openRegistry(baseDir, problems);
  const paths = places.map(({ path }) => path);
  const compared = await registry.compareExperiments(paths, options.metrics);
  for (const { path, message } of compared.problems) {
    problems.push({ run: placeOf(path).name, path, message });
  }
  await checkMetrics(options.metrics, compared.metrics, () => registry.compareExperiments(paths));
  const { metricDirection } = await import("../../registry/mod.ts");
  const metrics = new Map(
    Object.entries(compared.metrics).map(([name, values]) => {
      const mode = metricDirection(name);
      return [name, { values, mode, best: bestOf(values, mode) }];
    }),
  );
  const params = paramsOf(compared.experiments.map((run) => run.params), !!options.allParams);
  if (options.json) {
    await writeJson({
      runs: compared.experiments.map(({ path, id, params }) => ({
        run: placeOf(path).name,
        path,
        id,
        params,
      })),
      params: Object.fromEntries(params),
      metrics: Object.fromEntries(metrics),
      problems,
    });
  } else {
    const { compareTable } = await import("../listing/compare_table.ts");
    const runs = places.map(({ name }) => name);
    output.write(compareTable({ runs, params, metrics }));
    for (const { run, message } of problems) warn(`${run}: ${message}`);
  }
  if (charts) {
    const readable = compared.experiments.map(({ path }) => path);
    await charts.writeChartFile(file!, readable, { ...drawing, baseDir, metrics: options.metrics });
    errorOutput.write(`Charts written to ${printable(file!.path)}.\n`);
  }
  if (compared.problems.length > 0) Deno.exitCode = EXIT.failure;
}

/** Refuses a metric that none of the runs has: mistyped, most likely. */
async function checkMetrics(
  asked: string[] | undefined,
  found: Record<string, (number | null)[]>,
  all: () => Promise<{ metrics: Record<string, unknown> }>,
): Promise<void> {
  const missing = asked?.find((name) => found[name]!.every((value) => value === null));
  if (missing === undefined) return;
  const { nearest } = await import("../../registry/mod.ts");
  const near = nearest(missing, Object.keys((await all()).metrics));
  throw new CliError(
    `Cannot compare the metric ${JSON.stringify(missing)}: none of the runs has it` +
      (near ? `, did you mean ${JSON.stringify(near)}?` : ""),
  );
}

/** Where the best values are; nowhere, where all are the same or only one run has the metric. */
function bestOf(values: (number | null)[], mode: "min" | "max"): number[] {
  const numbers = values.filter((value) => value !== null && !Number.isNaN(value)) as number[];
  const best = Math[mode](...numbers);
  const places = [...values.keys()].filter((i) => values[i] === best);
  return places.length === values.length || numbers.length < 2 ? [] : places;
}

/** Each parameter's value in each run; null where a run has none. */
function paramsOf(
  runs: Record<string, JsonValue>[],
  all: boolean,
): Map<string, (JsonValue | undefined)[]> {
  const flat = runs.map(flattenParams);
  const params = new Map<string, (JsonValue | undefined)[]>();
  for (const name of new Set(flat.flatMap((own) => [...own.keys()]))) {
    const values = flat.map((own) => own.get(name));
    const texts = values.map((value) => JSON.stringify(value));
    if (all || texts.some((text) => text !== texts[0])) params.set(name, values);
  }
  return params;
}
