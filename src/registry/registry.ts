/**
 * Many runs: finds, loads, compares them, and tells the best.
 *
 * @module
 */
import { resolve } from "node:path";
import {
  checkName,
  defaultBaseDir,
  findRuns,
  type JsonValue,
  type MetricColumns,
  type MetricPoint,
  readMetric,
  readMetrics,
  readParams,
  type RunSummary,
  toPoints,
} from "../store/mod.ts";
import { changeRun, listTrash, renameRun, restoreRun, trashRun } from "./changes.ts";
import { bestValueOf, compareRuns, type Comparison } from "./compare.ts";
import type { ExperimentInfo } from "./experiment_info.ts";
import { findRun } from "./find_run.ts";
import { compileList, type ListOptions } from "./list_options.ts";
import { metricDirection } from "./metric_direction.ts";
import { describeDamage, readRun, readRuns, recoverIfDead, type RunProblem } from "./read_runs.ts";

/** Which runs {@linkcode ExperimentRegistry.compareExperiments} compares. */
export interface CompareOptions {
  /** The runs: paths, `project/name`, or prefixes of ids. */
  experimentPaths: string[];
  /** The metrics; all by default. */
  metrics?: string[];
}

/** A run, loaded whole. */
export interface LoadedExperiment {
  /** The run folder. */
  path: string;
  /** The summary. */
  summary: RunSummary;
  /** The parameters. */
  params: Record<string, JsonValue>;
  /** Every point of every metric. */
  metricsHistory: Record<string, MetricPoint[]>;
}

/** Options of {@linkcode ExperimentRegistry}. */
export interface RegistryOptions {
  /** Takes what is wrong with runs; by default it is a warning on the console. */
  onProblem?: (problem: RunProblem) => void;
}

function checkTexts(values: unknown, what: string): void {
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) {
    throw new TypeError(`${what}: got ${values}, expected an array of strings`);
  }
}

/**
 * The runs below a folder.
 *
 * Live runs are read as they stand; runs whose process is gone are recovered when they are met; damaged
 * ones are reported and left out.
 *
 * @example List, compare, and find the best
 * ```ts
 * import { ExperimentRegistry, ExperimentTracker } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * for (const lr of [0.1, 0.01]) {
 *   const tracker = new ExperimentTracker({ project: "docs", experimentName: `lr ${lr}`, baseDir });
 *   tracker.logParams({ lr });
 *   tracker.logMetric("loss", lr * 2, 1);
 *   await tracker.finish();
 * }
 * const registry = new ExperimentRegistry(baseDir);
 * const runs = await registry.listExperiments("docs", { where: "params.lr < 0.05" });
 * const best = await registry.bestExperiment("loss");
 * if (runs.length !== 1 || best?.name !== "lr 0.01") throw new Error("expected lr 0.01");
 * await Deno.remove(baseDir, { recursive: true });
 * ```
 */
export class ExperimentRegistry {
  /** The folder of all projects, absolute. */
  readonly baseDir: string;
  readonly #onProblem: (problem: RunProblem) => void;
  #problems: RunProblem[] = [];

  /**
   * Opens the runs below a folder; one that does not exist yet has none.
   *
   * @param baseDir The folder of all projects; by default `experiments`, or the environment's
   * LABBOOK_DIR.
   * @param options How to report what is wrong with runs.
   */
  constructor(baseDir: string = defaultBaseDir(), options: RegistryOptions = {}) {
    if (typeof baseDir !== "string") {
      throw new TypeError(`Cannot open the registry: the folder is ${baseDir}, expected a path`);
    }
    this.baseDir = resolve(baseDir);
    const tell = options.onProblem ??
      (({ path, message }) => console.warn(`labbook: ${path}: ${message}`));
    this.#onProblem = (problem) => {
      this.#problems.push(problem);
      tell(problem);
    };
  }

  /** What was wrong with runs that the last list met, or that were read since. */
  get problems(): readonly RunProblem[] {
    return this.#problems;
  }

  /** The names of the projects that have runs, sorted. */
  listProjects(): string[] {
    return [...new Set(findRuns(this.baseDir).map(({ project }) => project))];
  }

  /**
   * Lists runs.
   *
   * @param project Only this project's; of all by default.
   * @param options Which runs, and in which order.
   * @throws {WhereSyntaxError} If the expression or the sort order cannot be read. {TypeError} or
   * {RangeError} if another option is wrong.
   */
  async listExperiments(project?: string, options: ListOptions = {}): Promise<ExperimentInfo[]> {
    if (project !== undefined) checkName("project", project);
    const choose = compileList(options);
    this.#problems = [];
    return choose(await readRuns(this.baseDir, project, this.#onProblem));
  }

  /**
   * Finds the folder of a run, without reading it: also that of a damaged one.
   *
   * @param ref As for {@linkcode getExperiment}.
   * @throws {Error} If there is none, with the nearest name, or if several fit.
   */
  async resolve(ref: string): Promise<string> {
    return await findRun(this.baseDir, ref);
  }

  /**
   * Reads one run.
   *
   * @param ref Its path, `project/name`, its name where only one run has it, or the first four or more
   * characters of its id.
   * @throws {Error} If there is none, with the nearest name, or if several fit.
   */
  async getExperiment(ref: string): Promise<ExperimentInfo> {
    const path = await this.resolve(ref);
    const run = await readRun(path, this.#onProblem);
    if (!run) throw new Error(`Cannot find the run ${JSON.stringify(ref)}: ${path} holds no run`);
    return run;
  }

  /**
   * Loads a run whole.
   *
   * @param ref As for {@linkcode getExperiment}.
   */
  async loadExperiment(ref: string): Promise<LoadedExperiment> {
    const { path, summary } = await this.getExperiment(ref);
    const metricsHistory: Record<string, MetricPoint[]> = Object.create(null);
    for (const [name, columns] of await readMetrics(path)) metricsHistory[name] = toPoints(columns);
    return { path, summary, params: readParams(path, summary), metricsHistory };
  }

  /**
   * Every point of one metric as typed arrays: for a chart.
   *
   * @param ref As for {@linkcode getExperiment}.
   * @param name The metric.
   * @returns `value`, `step` (NaN where there is none) and `timestamp` (milliseconds since the epoch);
   * empty where the run has no such metric.
   */
  async metricHistory(ref: string, name: string): Promise<MetricColumns> {
    return await readMetric(await this.resolve(ref), name);
  }

  /**
   * Compares runs: their parameters, and the last values of their metrics. `final_loss`,
   * `best_accuracy`, `min_loss` and `max_…` that no run logged under that name are read from `loss`,
   * `accuracy`. A run that cannot be read is named in `problems`, and has no values.
   *
   * @param runs The runs, as for {@linkcode getExperiment}, or an object with them and the metrics.
   * @param metrics The metrics; all by default.
   */
  async compareExperiments(
    runs: string[] | CompareOptions,
    metrics?: string[],
  ): Promise<Comparison> {
    const refs = Array.isArray(runs) ? runs : runs?.experimentPaths;
    const names = metrics ?? (Array.isArray(runs) ? undefined : runs?.metrics);
    if (!Array.isArray(refs) || !refs.every((ref) => typeof ref === "string")) {
      throw new TypeError(`Cannot compare runs: got ${refs}, expected an array of paths or names`);
    }
    if (names !== undefined) checkTexts(names, "Cannot compare these metrics");
    const problems: RunProblem[] = [];
    const paths = [...refs];
    const found = await Promise.all(refs.map(async (ref, i) => {
      try {
        paths[i] = await this.resolve(ref);
      } catch (error) {
        problems.push({ path: ref, message: (error as Error).message });
        return undefined;
      }
      try {
        const run = await readRun(paths[i], this.#onProblem);
        if (!run) problems.push({ path: paths[i], message: "The folder holds no run" });
        return run;
      } catch (error) {
        problems.push({ path: paths[i], message: describeDamage(error) });
        return undefined;
      }
    }));
    return compareRuns(found, paths, names, problems);
  }

  /**
   * The run with the best value of a metric at any step.
   *
   * @param metric The metric, or `final_loss` for its last value, as for {@linkcode compareExperiments}.
   * @param mode Whether the smallest or the largest is best; judged by the name where it is left out
   * ({@linkcode metricDirection}). NaN is left out, and of equal runs the earliest is best.
   * @param options `project` and `where`: among which runs.
   * @returns null where no run has the metric.
   */
  async bestExperiment(
    metric: string,
    mode?: "min" | "max",
    options: { project?: string; where?: string } = {},
  ): Promise<ExperimentInfo | null> {
    if (typeof metric !== "string") {
      throw new TypeError(`Cannot tell the best run: the metric is ${metric}, expected its name`);
    }
    const direction = mode ?? metricDirection(metric);
    if (direction !== "min" && direction !== "max") {
      throw new TypeError(`Cannot tell the best run: the mode is ${mode}, expected min or max`);
    }
    const { project, ...rest } = options;
    let best: ExperimentInfo | null = null;
    let record = NaN;
    const runs = await this.listExperiments(project, { ...rest, sort: "started_at" });
    for (const run of runs) {
      const value = bestValueOf(run, metric, direction);
      if (value === null || Number.isNaN(value)) continue;
      if (best !== null && (direction === "min" ? value >= record : value <= record)) continue;
      best = run;
      record = value;
    }
    return best;
  }

  /**
   * Moves a run to the trash, `.trash` in the base folder.
   *
   * @returns Where it is now, for {@linkcode restoreExperiment}.
   * @throws {Error} If it is still running.
   */
  async deleteExperiment(ref: string): Promise<string> {
    // Found, but not read: a damaged run can be deleted, too.
    const path = await this.resolve(ref);
    await recoverIfDead(path, this.#onProblem);
    return await trashRun(this.baseDir, path);
  }

  /**
   * Brings a run back from the trash.
   *
   * @param trashed What {@linkcode deleteExperiment} returned.
   * @returns The run folder: with the name it had, or the next free one.
   */
  restoreExperiment(trashed: string): string {
    return restoreRun(this.baseDir, trashed);
  }

  /** The runs in the trash, as paths. */
  listTrash(): string[] {
    return listTrash(this.baseDir);
  }

  /**
   * Gives a run another name.
   *
   * @returns The run folder, which has that name.
   * @throws {Error} If the name is taken, or the run is still running.
   */
  async renameExperiment(ref: string, name: string): Promise<string> {
    return await renameRun((await this.getExperiment(ref)).path, name);
  }

  /**
   * Adds and removes tags, also of a live run.
   *
   * @returns The tags it has now.
   */
  async tagExperiment(
    ref: string,
    { add = [], remove = [] }: { add?: string[]; remove?: string[] },
  ): Promise<string[]> {
    checkTexts(add, "Cannot add tags");
    checkTexts(remove, "Cannot remove tags");
    const { path } = await this.getExperiment(ref);
    await changeRun(path, (summary) => {
      const kept = summary.tags.filter((tag) => !remove.includes(tag));
      summary.tags = [...new Set([...kept, ...add])];
    }, { type: "tags", time: Date.now(), add, remove });
    return (await this.getExperiment(path)).tags;
  }

  /** Sets the note of a run, in Markdown; also of a live one. */
  async noteExperiment(ref: string, text: string): Promise<void> {
    if (typeof text !== "string") {
      throw new TypeError(`Cannot note on a run: the note is ${text}, expected a string`);
    }
    const { path } = await this.getExperiment(ref);
    await changeRun(path, (summary) => {
      summary.note = text;
    }, { type: "note", time: Date.now(), text });
  }
}
