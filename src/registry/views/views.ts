/**
 * The registry in short calls whose results show themselves: what the magics of notebooks call, and scripts may.
 *
 * @module
 */
import type { ExperimentInfo } from "../experiment_info.ts";
import type { ListOptions } from "../list_options.ts";
import { ExperimentRegistry } from "../registry.ts";
import { readRunCard, type RunCard } from "./run_card.ts";
import { RunList } from "./run_list.ts";

/** Which runs {@linkcode runs} lists. */
export interface RunsOptions extends ListOptions {
  /** Only this project's; of all by default. */
  project?: string;
  /** The folder of all projects; `experiments` by default, or the environment's LABBOOK_DIR. */
  baseDir?: string;
}

/** Among which runs {@linkcode best} looks. */
export interface BestOptions {
  /** Only this project's; of all by default. */
  project?: string;
  /** A where-expression, as for {@linkcode runs}. */
  where?: string;
  /** The folder of all projects; `experiments` by default, or the environment's LABBOOK_DIR. */
  baseDir?: string;
}

/** Where {@linkcode showRun} looks for the run. */
export interface ShowOptions {
  /** The folder of all projects; `experiments` by default, or the environment's LABBOOK_DIR. */
  baseDir?: string;
}

/**
 * Lists runs, the newest first. In a notebook the list shows itself as a table; `text()` is that table for a terminal.
 *
 * @throws {WhereSyntaxError} If the expression or the sort order cannot be read. {TypeError} or {RangeError} if another
 * option is wrong.
 *
 * @example The best runs of a project
 * ```ts
 * import { runs } from "@labbook/labbook";
 *
 * const found = await runs({
 *   project: "penguins",
 *   where: "params.lr < 0.1",
 *   sort: "-metrics.accuracy.best",
 *   baseDir: await Deno.makeTempDir(),
 * });
 * console.log(found.text());
 * if (found.length !== 0) throw new Error("expected no runs");
 * ```
 */
export async function runs(options: RunsOptions = {}): Promise<RunList> {
  const { project, baseDir, ...rest } = options;
  const list = new RunList();
  list.push(...await new ExperimentRegistry(baseDir).listExperiments(project, rest));
  return list;
}

/**
 * The run with the best value of a metric at any step; null where no run has the metric. In a notebook it shows itself
 * as a card.
 *
 * @param metric The metric, or `final_loss` for its last value.
 * @param mode Whether the smallest or the largest is best; judged by the name where it is left out.
 * @param options Among which runs.
 *
 * @example The best run
 * ```ts
 * import { best, track } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * const tracker = await track("docs/best", { baseDir });
 * tracker.logMetric("loss", 0.25, 1);
 * await tracker.finish();
 * const found = await best("loss", "min", { project: "docs", baseDir });
 * if (found?.name !== "best") throw new Error("expected the run");
 * ```
 */
export async function best(
  metric: string,
  mode?: "min" | "max",
  options: BestOptions = {},
): Promise<ExperimentInfo | null> {
  const { baseDir, ...rest } = options;
  return await new ExperimentRegistry(baseDir).bestExperiment(metric, mode, rest);
}

/**
 * One run with its parameters, metrics, curves and figures. In a notebook it shows itself as a card; `text()` is that
 * card for a terminal.
 *
 * @param run Its path, `project/name`, its name where only one run has it, the first four or more characters of its id;
 * or a run: a tracker, or what the registry returns.
 * @throws {Error} If there is none, with the nearest name, or if several fit.
 *
 * @example A run's card
 * ```ts
 * import { showRun, track } from "@labbook/labbook";
 *
 * const tracker = await track("docs/shown", { baseDir: await Deno.makeTempDir() });
 * await tracker.finish();
 * const card = await showRun(tracker);
 * if (!card.text().startsWith("docs/shown")) throw new Error("expected its name");
 * ```
 */
export async function showRun(
  run: string | { path: string },
  options: ShowOptions = {},
): Promise<RunCard> {
  const registry = new ExperimentRegistry(options.baseDir);
  return await readRunCard(await registry.getExperiment(typeof run === "string" ? run : run?.path));
}
