/**
 * What a list of runs tells of one of them.
 *
 * @module
 */
import { fromIso, type JsonValue, type RunStatus, type RunSummary } from "../store/mod.ts";

/** A run in a list. */
export class ExperimentInfo {
  /** The run folder. */
  readonly path: string;
  /** The whole summary. */
  readonly summary: RunSummary;

  /**
   * Wraps a summary.
   *
   * @param path The run folder.
   * @param summary Its summary.
   */
  constructor(path: string, summary: RunSummary) {
    this.path = path;
    this.summary = summary;
  }

  /** The run's unique id. */
  get id(): string {
    return this.summary.id;
  }

  /** The project. */
  get project(): string {
    return this.summary.project;
  }

  /** The experiment's name. */
  get name(): string {
    return this.summary.name;
  }

  /** How the run stands. */
  get status(): RunStatus {
    return this.summary.status;
  }

  /** The tags. */
  get tags(): string[] {
    return this.summary.tags;
  }

  /** The parameters. */
  get params(): Record<string, JsonValue> {
    return this.summary.params;
  }

  /** The last value of each metric. */
  get metrics(): Record<string, number> {
    return this.summary.final_metrics;
  }

  /** When it started, as ISO 8601; null where unknown. */
  get startedAt(): string | null {
    return this.summary.started_at;
  }

  /** When it ended, as ISO 8601; null while it runs. */
  get finishedAt(): string | null {
    return this.summary.finished_at;
  }

  /** How long it took, or has run so far, in seconds; null where unknown. */
  get durationSeconds(): number | null {
    const start = fromIso(this.startedAt);
    const end = this.finishedAt
      ? fromIso(this.finishedAt)
      : this.status === "running"
      ? Date.now()
      : NaN;
    return Number.isNaN(end - start) ? null : (end - start) / 1000;
  }
}
