/**
 * What summary.json holds.
 *
 * @module
 */
import type {
  ArtifactEntry,
  FigureEntry,
  GitSummary,
  JsonValue,
  RunError,
  RunStatus,
  TableEntry,
} from "./events.ts";

/** One point of a metric. */
export interface MetricPoint {
  /** The value: any number, NaN and infinities included. */
  value: number;
  /** The step, or null where none was given. */
  step: number | null;
  /** The time, as ISO 8601 in UTC; empty where another tool's file has none. */
  timestamp: string;
}

/** What a summary tells of one metric. */
export interface MetricSummary {
  /** How many points were logged. */
  count: number;
  /** The point logged last. */
  last: MetricPoint;
  /** The point with the smallest value, NaN left out; null where all are NaN. */
  min: MetricPoint | null;
  /** The point with the largest value, NaN left out; null where all are NaN. */
  max: MetricPoint | null;
}

/** A parameter that was logged again with another value. */
export interface ParamChange {
  /** The parameter. */
  name: string;
  /** The value before. */
  from: JsonValue;
  /** The value after. */
  to: JsonValue;
  /** When, as ISO 8601 in UTC. */
  timestamp: string;
}

/**
 * A run's summary.json. The keys up to `finished_at` are those that the Python tool of this layout
 * reads and writes; NaN and infinities stand as real numbers here, and as strings in the file.
 */
export interface RunSummary {
  /** The experiment's name. */
  name: string;
  /** The project's name. */
  project: string;
  /** The user's description. */
  description: string;
  /** The tags, in the order they were first set. */
  tags: string[];
  /** The parameters. */
  params: Record<string, JsonValue>;
  /** The last value of each metric. */
  final_metrics: Record<string, number>;
  /** The artifacts. */
  artifacts: ArtifactEntry[];
  /** When the run started, as ISO 8601; null where a file of another tool does not say. */
  started_at: string | null;
  /** When it ended, or null while it runs. */
  finished_at: string | null;

  /** The version of this layout: 1; 0 for a run of another tool. */
  format: number;
  /** The run's unique id. */
  id: string;
  /** How it stands. */
  status: RunStatus;
  /** What failed. */
  error: RunError | null;
  /** A note in Markdown. */
  note: string;
  /** Each metric's count, last, smallest and largest point. */
  metrics: Record<string, MetricSummary>;
  /** The parameters that changed. */
  param_changes: ParamChange[];
  /** The models. */
  models: ArtifactEntry[];
  /** The figures. */
  figures: FigureEntry[];
  /** The tables. */
  tables: TableEntry[];
  /** How many histograms were logged under each name. */
  histograms: Record<string, number>;
  /** The git state at the start. */
  git: GitSummary | null;
  /** How many runs its process had started before: which of a script's runs it is. */
  ordinal: number;
  /** The id of the run that this one repeats. */
  rerun_of: string | null;
  /** What was lost or damaged, one sentence each. */
  warnings: string[];
}
