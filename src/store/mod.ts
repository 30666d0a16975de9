/**
 * The store: the run directory, and all that knows the names and formats of its files.
 *
 * @module
 */
export { AtomicFile, writeFileAtomic } from "./atomic_file.ts";
export { defaultBaseDir, environmentVariable } from "./base_dir.ts";
export {
  finishRun,
  hasRubbish,
  type LivenessOptions,
  recoverRun,
  type RecoveryReport,
  type RunState,
  runState,
  writeCurrentSummary,
  writeLastSummary,
} from "./consolidate.ts";
export { editSummary, editSummarySync } from "./edit_summary.ts";
export type * from "./events.ts";
export { readEvents } from "./events_again.ts";
export { addFigure, type FigureBundle, readFigureBundle, storeFigure } from "./figure_bundle.ts";
export { JournalFollower } from "./journal_follower.ts";
export { type JournalTrouble, JournalWriter } from "./journal_writer.ts";
export { numberText, parseJson, stringifyJson, toNumber, toStored } from "./json.ts";
export {
  hasJournal,
  readBasePoints,
  readBaseSummary,
  readEndedSummary,
  readHistograms,
  readMetric,
  readMetrics,
  readParams,
  readSummary,
  toPoints,
} from "./load.ts";
export { type RunLock, tryLock, withLock } from "./lock.ts";
export type { MetricColumns } from "./metric_columns.ts";
export { MetricTally } from "./metric_summary.ts";
export { moveRun } from "./move_run.ts";
export { checkEntryName, checkMetricName, checkName } from "./names.ts";
export {
  appendEvent,
  createRun,
  joinRun,
  joinRunLater,
  type OpenedRun,
  resumeRun,
} from "./open_run.ts";
export { findRuns, type FoundRun, RunPaths, runPaths } from "./paths.ts";
export { isAllPermitted, isPermitted, type PermissionRequest } from "./permissions.ts";
export { mayLive, processIdentity } from "./process_identity.ts";
export { replaceFile } from "./replace_file.ts";
export type { HistogramPoint } from "./replay.ts";
export { StoredFiles, storedFilesOf } from "./stored_files.ts";
export { parseSummary } from "./summary_file.ts";
export type { MetricPoint, MetricSummary, ParamChange, RunSummary } from "./summary.ts";
export { fromIso, toIso } from "./timestamps.ts";
