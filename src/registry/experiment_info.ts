/**
 * What a list of runs tells of one of them.
 *
 * @module
 */
import { DISPLAY } from "../display/mod.ts";
import {
  fromIso,
  type JsonValue,
  type MetricSummary,
  type RunStatus,
  type RunSummary,
} from "../store/mod.ts";

/**
 * A run in a list.
 *
 * @example What a list tells of a run
 * ```ts
 * import { ExperimentRegistry, ExperimentTracker } from "@labbook/labbook";
 *
 * const baseDir = await Deno.makeTempDir();
 * const tracker = new ExperimentTracker({ project: "docs", experimentName: "first", baseDir });
 * tracker.logMetric("loss", 0.25, 1);
 * tracker.logMetric("loss", 0.5, 2);
 * await tracker.finish();
 *
 * const [run] = await new ExperimentRegistry(baseDir).listExperiments();
 * console.log(run!.name, run!.status, run!.durationSeconds);
 * if (run!.metrics.loss !== 0.5) throw new Error("expected the last value");
 * if (run!.metricSummaries.loss!.min!.value !== 0.25) throw new Error("expected the smallest");
 * await Deno.remove(baseDir, { recursive: true });
 * ```
 */
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

  /** Each metric's number of points, and its last, smallest and largest point. */
  get metricSummaries(): Record<string, MetricSummary> {
    return this.summary.metrics;
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

  /** What a notebook shows of the run: its card, as of `showRun()`. */
  async [DISPLAY](): Promise<unknown> {
    const { readRunCard } = await import("./views/run_card.ts");
    return (await readRunCard(this))[DISPLAY]();
  }
}

/**
 * What a run's summary tells of one metric; undefined where it has no such metric. Parts may be missing:
 * a list of thousands does not look into every metric of every run.
 */
export function metricSummary(
  { summary }: ExperimentInfo,
  name: string,
): Partial<MetricSummary> | undefined {
  return Object.hasOwn(summary.metrics, name) ? summary.metrics[name] ?? undefined : undefined;
}
