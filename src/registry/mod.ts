/**
 * The registry: many runs.
 *
 * @module
 */
export type { ComparedExperiment, Comparison } from "./compare.ts";
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
export { WhereSyntaxError } from "./where/mod.ts";
