/**
 * The tracker: a live run.
 *
 * @module
 */
export { autolog } from "./autolog/autolog.ts";
export type { ModelClass, TensorFlowModule } from "./autolog/tensorflow.ts";
export type { AutologOptions } from "./autolog/training.ts";
export { currentRun } from "./current_run.ts";
export { ExperimentTracker, type FinishStatus } from "./experiment_tracker.ts";
export { IncompleteRunError } from "./incomplete_run_error.ts";
export type { MetricPlace } from "./metric_log.ts";
export type { TrackerOptions } from "./options.ts";
export { track, type TrackOptions } from "./track.ts";
export type { ColumnsAndRows, TableData } from "./table_rows.ts";
