/** A run as the reading commands tell it to programs. @module */
import type { ExperimentInfo } from "../registry/mod.ts";
import { placeOf } from "./runs.ts";

/** What a list tells of a run; keys are only ever added. */
export function runJson(run: ExperimentInfo): Record<string, unknown> {
  const { summary } = run;
  return {
    run: placeOf(run.path).name,
    path: run.path,
    id: summary.id,
    project: summary.project,
    name: summary.name,
    description: summary.description,
    status: summary.status,
    tags: summary.tags,
    started_at: summary.started_at,
    finished_at: summary.finished_at,
    duration_seconds: run.durationSeconds,
    params: summary.params,
    final_metrics: summary.final_metrics,
    metrics: summary.metrics,
  };
}
