/**
 * Many runs: finds, loads, compares them, and tells the best.
 *
 * @module
 */
import fs from "node:fs";
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
  runPaths,
  type RunStatus,
  type RunSummary,
  toPoints,
} from "../store/mod.ts";
import { changeRun, listTrash, renameRun, restoreRun, trashRun } from "./changes.ts";
import { compareRuns, type Comparison, metricOf } from "./compare.ts";
import type { ExperimentInfo } from "./experiment_info.ts";
import { metricDirection } from "./metric_direction.ts";
import { nearest } from "./nearest.ts";
import { describeDamage, readRun, readRuns, type RunProblem } from "./read_runs.ts";
import { compileSort, evaluateWhere, parseWhere } from "./where/mod.ts";

/** Which runs {@linkcode ExperimentRegistry.listExperiments} returns, and in which order. */
export interface ListOptions {
  /** A where-expression, such as `params.lr < 0.01 and metrics.accuracy.best > 0.9`. */
  where?: string;
  /** Fields to sort by, such as `-metrics.accuracy.best,name`; by default the newest run first. */
  sort?: string;
  /** How many runs at most. */
  limit?: number;
  /** Only runs that stand so. */
  status?: RunStatus | RunStatus[];
  /** Only runs that have all of these tags. */
  tags?: string | string[];
}

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

const LIST_OPTIONS = new Set(["where", "sort", "limit", "status", "tags"]);
const ID_PREFIX = /^[0-9a-f-]{4,36}$/i;

function asList<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** `2026-11-24T…` sorts as text; a run without a time comes last. */
function newestFirst(a: ExperimentInfo, b: ExperimentInfo): number {
  const left = a.startedAt ?? "";
  const right = b.startedAt ?? "";
  return left < right ? 1 : left > right ? -1 : a.path < b.path ? -1 : 1;
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
    this.#onProblem = options.onProblem ??
      (({ path, message }) => console.warn(`labbook: ${path}: ${message}`));
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
   * @throws {WhereSyntaxError} If the expression or the sort order cannot be read. {TypeError} If
   * another option is wrong.
   */
  async listExperiments(project?: string, options: ListOptions = {}): Promise<ExperimentInfo[]> {
    if (project !== undefined) checkName("project", project);
    const unknown = Object.keys(options).find((name) => !LIST_OPTIONS.has(name));
    if (unknown !== undefined) {
      throw new TypeError(
        `Cannot list runs: there is no option ${JSON.stringify(unknown)}, expected one of ` +
          [...LIST_OPTIONS].join(", "),
      );
    }
    const { where, sort, limit } = options;
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) {
      throw new TypeError(`Cannot list runs: the limit is ${limit}, expected a whole number`);
    }
    const expression = where === undefined ? undefined : parseWhere(where);
    const order = sort === undefined ? newestFirst : compileSort(sort);
    const statuses = asList(options.status);
    const tags = asList(options.tags);
    const runs = (await readRuns(this.baseDir, project, this.#onProblem)).filter((run) =>
      (statuses.length === 0 || statuses.includes(run.status)) &&
      tags.every((tag) => run.tags.includes(tag)) &&
      (!expression || evaluateWhere(expression, run))
    );
    runs.sort(order);
    return limit === undefined ? runs : runs.slice(0, limit);
  }

  /**
   * Finds one run.
   *
   * @param ref Its path, `project/name`, its name where only one run has it, or the first four or more
   * characters of its id.
   * @throws {Error} If there is none, with the nearest name, or if several fit.
   */
  async getExperiment(ref: string): Promise<ExperimentInfo> {
    const path = await this.#resolve(ref);
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
    return await readMetric(await this.#resolve(ref), name);
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
    const problems: RunProblem[] = [];
    const found = await Promise.all(refs.map(async (ref) => {
      try {
        return await this.getExperiment(ref);
      } catch (error) {
        problems.push({ path: ref, message: describeDamage(error) });
        return undefined;
      }
    }));
    const paths = found.map((run, i) => run?.path ?? refs[i]!);
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
    mode: "min" | "max" = metricDirection(metric),
    options: { project?: string; where?: string } = {},
  ): Promise<ExperimentInfo | null> {
    if (mode !== "min" && mode !== "max") {
      throw new TypeError(`Cannot tell the best run: the mode is ${mode}, expected min or max`);
    }
    const { project, ...rest } = options;
    let best: ExperimentInfo | null = null;
    let record = NaN;
    const runs = await this.listExperiments(project, { ...rest, sort: "started_at" });
    for (const run of runs) {
      const value = bestValue(run, metric, mode);
      if (value === null || Number.isNaN(value)) continue;
      if (best !== null && (mode === "min" ? value >= record : value <= record)) continue;
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
    return trashRun(this.baseDir, await this.#resolve(ref));
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
    const { path } = await this.getExperiment(ref);
    await changeRun(path, (summary) => {
      const kept = summary.tags.filter((tag) => !remove.includes(tag));
      summary.tags = [...new Set([...kept, ...add])];
    }, { type: "tags", time: Date.now(), add, remove });
    return (await this.getExperiment(path)).tags;
  }

  /** Sets the note of a run, in Markdown; also of a live one. */
  async noteExperiment(ref: string, text: string): Promise<void> {
    const { path } = await this.getExperiment(ref);
    await changeRun(path, (summary) => {
      summary.note = text;
    }, { type: "note", time: Date.now(), text });
  }

  async #resolve(ref: string): Promise<string> {
    if (typeof ref !== "string" || ref === "") {
      throw new TypeError(`Cannot find a run by ${ref}, expected a path, project/name, or id`);
    }
    const { summary, journal } = runPaths(ref);
    if (fs.existsSync(summary) || fs.existsSync(journal)) return resolve(ref);
    const found = findRuns(this.baseDir);
    const exact = found.find(({ project, name }) => ref === `${project}/${name}`);
    if (exact) return exact.path;
    const named = found.filter(({ name }) => name === ref);
    if (named.length === 1) return named[0]!.path;
    const byId = named.length === 0 && ID_PREFIX.test(ref)
      ? (await this.#byId(ref)).map(({ path, project, name }) => ({ path, project, name }))
      : named;
    if (byId.length === 1) return byId[0]!.path;
    const names = byId.map(({ project, name }) => `${project}/${name}`);
    if (byId.length > 1) {
      const listed = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
      throw new Error(
        `Cannot tell which run ${JSON.stringify(ref)} means: ${byId.length} fit, ${listed}`,
      );
    }
    const all = found.flatMap(({ project, name }) => [`${project}/${name}`, name]);
    const near = nearest(ref, all);
    throw new Error(
      `Cannot find the run ${JSON.stringify(ref)} in ${this.baseDir}` +
        (near ? `: did you mean ${JSON.stringify(near)}?` : ""),
    );
  }

  async #byId(prefix: string): Promise<ExperimentInfo[]> {
    const runs = await readRuns(this.baseDir, undefined, () => {/* Not what was asked for. */});
    return runs.filter(({ id }) => id.toLowerCase().startsWith(prefix.toLowerCase()));
  }
}

/** The best value of a run at any step; an alias such as `final_loss` names one value. */
function bestValue(run: ExperimentInfo, metric: string, mode: "min" | "max"): number | null {
  if (Object.hasOwn(run.summary.metrics, metric)) {
    return run.summary.metrics[metric]![mode]?.value ?? null;
  }
  return metricOf(run, metric);
}
