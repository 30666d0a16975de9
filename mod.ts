/**
 * Labbook: experiment tracking for TypeScript.
 *
 * {@linkcode ExperimentTracker} records a run, {@linkcode ExperimentRegistry} finds, loads and compares
 * runs.
 *
 * @module
 */
export * from "./src/tracker/mod.ts";
export * from "./src/registry/mod.ts";
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
