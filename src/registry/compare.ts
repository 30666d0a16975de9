/**
 * Compares runs, value by value.
 *
 * @module
 */
import type { JsonValue } from "../store/mod.ts";
import { type ExperimentInfo, metricSummary } from "./experiment_info.ts";
import { metricDirection } from "./metric_direction.ts";
import type { RunProblem } from "./read_runs.ts";

/** One run of a comparison. */
export interface ComparedExperiment {
  /** The run folder. */
  path: string;
  /** The experiment's name. */
  name: string;
  /** The project. */
  project: string;
  /** The run's id; empty where it could not be read. */
  id: string;
  /** The parameters. */
  params: Record<string, JsonValue>;
}

/** Runs side by side: the n-th value of each metric belongs to the n-th run. */
export interface Comparison {
  /** The runs, in the order asked for. */
  experiments: ComparedExperiment[];
  /** Each metric's values; null where a run has none. */
  metrics: Record<string, (number | null)[]>;
  /** The names of the parameters that are not the same in all runs. */
  differingParams: string[];
  /** The runs that could not be read, and why. */
  problems: RunProblem[];
}

const ALIAS = /^(final|best|min|max)_(.+)$/;

/**
 * A run's value of a metric; `final_loss`, `best_accuracy`, `min_…` and `max_…` are read from `loss`,
 * `accuracy` where no metric has that name.
 */
export function metricOf(run: ExperimentInfo, name: string): number | null {
  if (Object.hasOwn(run.metrics, name)) return run.metrics[name]!;
  const alias = ALIAS.exec(name);
  if (!alias) return null;
  const metric = alias[2]!;
  if (alias[1] === "final") {
    return Object.hasOwn(run.metrics, metric) ? run.metrics[metric]! : null;
  }
  const mode = alias[1] === "best" ? metricDirection(metric) : alias[1] as "min" | "max";
  return metricSummary(run, metric)?.[mode]?.value ?? null;
}

/** The best value of a run at any step; an alias such as `final_loss` names one value. */
export function bestValueOf(run: ExperimentInfo, name: string, mode: "min" | "max"): number | null {
  const metric = metricSummary(run, name);
  return metric ? metric[mode]?.value ?? null : metricOf(run, name);
}

function differing(runs: ExperimentInfo[]): string[] {
  const names = new Set(runs.flatMap(({ params }) => Object.keys(params)));
  return [...names].filter((name) => {
    const values = new Set(
      runs.map(({ params }) =>
        Object.hasOwn(params, name) ? JSON.stringify(params[name]) : undefined
      ),
    );
    return values.size > 1;
  });
}

/**
 * Compares runs.
 *
 * @param runs The runs; undefined for one that could not be read.
 * @param paths Their folders.
 * @param metrics The metrics; all that a run has where it is left out.
 */
export function compareRuns(
  runs: (ExperimentInfo | undefined)[],
  paths: string[],
  metrics: string[] | undefined,
  problems: RunProblem[],
): Comparison {
  const readable = runs.filter((run) => run !== undefined);
  const names = metrics ?? [...new Set(readable.flatMap((run) => Object.keys(run.metrics)))];
  return {
    experiments: runs.map((run, i) => ({
      path: paths[i]!,
      name: run?.name ?? paths[i]!.split(/[\\/]/).at(-1)!,
      project: run?.project ?? "",
      id: run?.id ?? "",
      params: run?.params ?? {},
    })),
    metrics: Object.fromEntries(names.map((name) => [
      name,
      runs.map((run) => run ? metricOf(run, name) : null),
    ])),
    differingParams: differing(readable),
    problems,
  };
}
