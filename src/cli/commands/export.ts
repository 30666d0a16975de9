/**
 * `labbook export`: runs as files for other tools.
 *
 * @module
 */
import { type Command, Option } from "commander";
import { extname } from "node:path";
import type { ExperimentInfo } from "../../registry/mod.ts";
import { UsageError, warn } from "../errors.ts";
import { baseDirOf, examples } from "../options.ts";
import {
  checkProject,
  openRegistry,
  placeOf,
  type Problem,
  readInfo,
  resolveRun,
} from "../runs.ts";
import { errorOutput, output } from "../terminal.ts";
import { counted, printable } from "../../display/mod.ts";

type Format = "csv" | "json" | "parquet";
const FORMATS: Format[] = ["csv", "json", "parquet"];

interface Options {
  format?: Format;
  metricsHistory?: boolean;
  output?: string;
  project?: string;
  where?: string;
}

/** Adds the command to the program. */
export function addExportCommand(program: Command): void {
  const command = program.command("export")
    .summary("write runs as CSV, JSON or Parquet")
    .description(
      "Writes a line for each run with its parameters and the last values of its metrics; with\n" +
        "--metrics-history a line for each point of each metric: run, id, metric, step, value, timestamp.\n" +
        "All runs, unless some are named.",
    )
    .argument("[runs...]", "runs: project/name, the beginning of an id, or a folder")
    .addOption(
      new Option("-f, --format <format>", "the format; that of the file's name, else csv")
        .choices(FORMATS),
    )
    .option("-o, --output <file>", "the file; standard output without it")
    .option("--metrics-history", "every point of every metric")
    .option("-p, --project <project>", "only the runs of this project")
    .option("-w, --where <expression>", "only runs of which it is true")
    .action((runs: string[], options: Options) => exportRuns(baseDirOf(command), runs, options));
  examples(command, [
    ["labbook export -o runs.csv", "all runs, for a spreadsheet"],
    ["labbook export --project penguins -o runs.parquet", "for pandas, Polars or DuckDB"],
    ["labbook export penguins/baseline --metrics-history -o points.csv", "all points of a run"],
  ]);
}

function formatOf({ format, output: file }: Options): Format {
  if (format) return format;
  const ending = file === undefined ? "" : extname(file).slice(1).toLowerCase();
  return FORMATS.find((known) => known === ending) ?? "csv";
}

async function exportRuns(baseDir: string, refs: string[], options: Options): Promise<void> {
  const { output: file, project, where } = options;
  const format = formatOf(options);
  if (format === "parquet" && file === undefined) {
    throw new UsageError("Cannot write Parquet to standard output: expected --output <file>");
  }
  if (refs.length > 0 && (project !== undefined || where !== undefined)) {
    throw new UsageError("Cannot export: expected names of runs, or --project and --where");
  }
  const problems: Problem[] = [];
  const registry = await openRegistry(baseDir, problems);
  await checkProject(registry, project);
  const runs: ExperimentInfo[] = [];
  if (refs.length === 0) runs.push(...await registry.listExperiments(project, { where }));
  for (const ref of refs) {
    runs.push(await readInfo(registry, await resolveRun(registry, ref)));
  }
  if (options.metricsHistory) {
    const { exportHistory } = await import("../exporting/history.ts");
    await exportHistory(runs, format, file);
  } else await exportSummaries(runs, format, file);
  for (const { run, message } of problems) warn(`${run}: ${message}`);
  if (file !== undefined) {
    errorOutput.write(`${counted(runs.length, "run")} written to ${printable(file)}.\n`);
  }
}

async function exportSummaries(
  runs: ExperimentInfo[],
  format: Format,
  file: string | undefined,
): Promise<void> {
  const { toCSV, toParquet } = await import("../../registry/mod.ts");
  if (format === "parquet") return await toParquet(runs, file!);
  const { stringifyJson, writeFileAtomic } = await import("../../store/mod.ts");
  const text = format === "csv" ? toCSV(runs) : stringifyJson(
    runs.map(({ path, summary }) => ({ run: placeOf(path).name, path, ...summary })),
    2,
  ) + "\n";
  if (file === undefined) output.write(text);
  else writeFileAtomic(file, text);
}
