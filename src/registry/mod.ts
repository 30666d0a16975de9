/**
 * The registry: many runs.
 *
 * @module
 */
export type { ComparedExperiment, Comparison } from "./compare.ts";
export { diff, type DiffOptions } from "./diff/diff.ts";
export { runNames } from "./diff/diff_card.ts";
export type { Difference, FileDifference, MetricDifference } from "./diff/difference.ts";
export { RunDiff, type RunDifferences } from "./diff/run_diff.ts";
export { ExperimentInfo } from "./experiment_info.ts";
export { type ExperimentRow, toCSV, toParquet, toRows } from "./export.ts";
export type { ListOptions } from "./list_options.ts";
export { metricDirection } from "./metric_direction.ts";
export { nearest } from "./nearest.ts";
export type { RunProblem } from "./read_runs.ts";
export {
  type CompareOptions,
  ExperimentRegistry,
  type LoadedExperiment,
  type RegistryOptions,
} from "./registry.ts";
export { RunCard } from "./views/run_card.ts";
export { fileLines, gitLine, timeLine } from "./views/run_facts.ts";
export { RunList } from "./views/run_list.ts";
export {
  best,
  type BestOptions,
  runs,
  type RunsOptions,
  type ShowOptions,
  showRun,
} from "./views/views.ts";
export { WhereSyntaxError } from "./where/mod.ts";
