/**
 * `labbook list`: the runs as a table.
 *
 * @module
 */
import { type Command, Option } from "commander";
import type { ListOptions } from "../../registry/mod.ts";
import { warn } from "../errors.ts";
import { counted, flattenParams, printable } from "../../display/mod.ts";
import { baseDirOf, examples, jsonOption, listOption, wholeNumber, writeJson } from "../options.ts";
import { checkProject, openRegistry, placeOf, type Problem } from "../runs.ts";
import { STATUSES } from "../status.ts";
import { output } from "../terminal.ts";

interface Options extends Pick<ListOptions, "where" | "sort" | "limit"> {
  status?: ListOptions["status"];
  tag?: string[];
  metrics?: string[];
  params?: string[];
  json?: boolean;
}

/** Adds the command to the program. */
export function addListCommand(program: Command): void {
  const command = jsonOption(
    program.command("list").alias("ls")
      .summary("list runs")
      .description("Lists runs, the newest first, with the last values of their metrics.")
      .argument("[project]", "only the runs of this project")
      .option("-w, --where <expression>", "only runs of which it is true")
      .option("-s, --sort <fields>", "order, such as -metrics.accuracy.best,name")
      .option("-n, --limit <count>", "at most so many", wholeNumber("--limit", 1))
      .addOption(new Option("--status <status>", "only runs that stand so").choices(STATUSES))
      .option("-t, --tag <tags>", "only runs with all of these tags", listOption)
      .option("-m, --metrics <names>", "the metrics to show", listOption)
      .option("--params <names>", "the parameters to show", listOption),
  ).action((project: string | undefined, options: Options) =>
    list(baseDirOf(command), project, options)
  );
  examples(command, [
    ["labbook list penguins", "the runs of a project"],
    ['labbook list --where "params.lr < 0.1 and metrics.accuracy.best > 0.9"', "that fit"],
    ["labbook list --sort -metrics.accuracy.best --limit 5", "the five best"],
    ["labbook list --params lr,optimizer.name --metrics loss", "with columns of your choice"],
    ["labbook list --status crashed --json", "for programs"],
  ]);
}

async function list(
  baseDir: string,
  project: string | undefined,
  { where, sort, limit, status, tag, metrics, params, json }: Options,
): Promise<void> {
  const problems: Problem[] = [];
  const registry = await openRegistry(baseDir, problems);
  await checkProject(registry, project);
  const runs = await registry.listExperiments(project, { where, sort, limit, status, tags: tag });
  if (json) {
    const { runJson } = await import("../run_json.ts");
    return await writeJson({ runs: runs.map(runJson), problems });
  }
  if (runs.length === 0) {
    const filtered = where !== undefined || status !== undefined || tag !== undefined;
    output.write(
      `${filtered ? "No run fits" : "There are no runs yet"} in ${printable(registry.baseDir)}.\n`,
    );
  } else {
    const { listTable } = await import("../listing/list_table.ts");
    const listed = runs.map((run) => ({ name: placeOf(run.path).name, run }));
    const { text, leftOut } = listTable(listed, { metrics, params });
    output.write(text);
    if (output.isTerminal) output.write(footer(runs.length, leftOut));
  }
  for (const { run, message } of problems) warn(`${run}: ${message}`);
  if (metrics) {
    await warnOfUnknown("metric", metrics, runs.flatMap((run) => Object.keys(run.metrics)));
  }
  if (params) {
    const known = runs.flatMap((run) => [...flattenParams(run.params).keys()]);
    await warnOfUnknown("parameter", params, known);
  }
}

/** Tells of a column that is empty because nothing has that name: mistyped, most likely. */
async function warnOfUnknown(
  kind: string,
  asked: string[],
  known: string[],
): Promise<void> {
  const names = new Set(known);
  for (const name of asked) {
    if (names.has(name) || names.size === 0) continue;
    const { nearest } = await import("../../registry/mod.ts");
    const near = nearest(name, names);
    warn(
      `No run here has the ${kind} ${JSON.stringify(name)}` +
        (near ? `: did you mean ${JSON.stringify(near)}?` : ""),
    );
  }
}

function footer(count: number, leftOut: string[]): string {
  const narrow = leftOut.length > 0 ? `, without ${leftOut.join(", ")} for want of space` : "";
  return `\n${output.style.dim(counted(count, "run") + narrow)}\n`;
}
