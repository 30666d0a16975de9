/**
 * Labbook: experiment tracking for TypeScript.
 *
 * {@linkcode ExperimentTracker} records a run, {@linkcode ExperimentRegistry} finds, loads and compares
 * runs. {@linkcode track}, {@linkcode runs}, {@linkcode best}, {@linkcode showRun}, {@linkcode diff}, {@linkcode compare}
 * and {@linkcode watch} are for notebooks: what they return shows itself.
 *
 * @module
 */
export {
  type Host,
  host,
  type MagicArguments,
  type MagicFunction,
  type MagicOptions,
  type MagicRequest,
  type RegisteredMagic,
  registerMagic,
} from "./src/host/mod.ts";
export {
  type ChartAxis,
  type ChartKind,
  type ChartOptions,
  type ChartSpec,
  compare,
  ComparisonChart,
  DifferenceTable,
  watch,
  type WatchOptions,
} from "./src/charts/mod.ts";
export type { TableCell, TableColumn, TableView } from "./src/display/mod.ts";
export * from "./src/tracker/mod.ts";
export {
  best,
  type BestOptions,
  type ComparedExperiment,
  type CompareOptions,
  type Comparison,
  diff,
  type Difference,
  type DiffOptions,
  ExperimentInfo,
  ExperimentRegistry,
  type ExperimentRow,
  type FileDifference,
  type ListOptions,
  type LoadedExperiment,
  type MetricDifference,
  metricDirection,
  type RegistryOptions,
  RunCard,
  RunDiff,
  type RunDifferences,
  RunList,
  type RunProblem,
  runs,
  type RunsOptions,
  type ShowOptions,
  showRun,
  toCSV,
  toParquet,
  toRows,
  WhereSyntaxError,
} from "./src/registry/mod.ts";
export type {
  ArtifactEntry,
  FigureEntry,
  GitSummary,
  Histogram,
  JsonValue,
  MetricColumns,
  MetricPoint,
  MetricSummary,
  ParamChange,
  RunError,
  RunStatus,
  RunSummary,
  StoredFile,
  TableEntry,
} from "./src/store/mod.ts";
