/**
 * Records what cells do into the active runs.
 *
 * @module
 */
export { Recorder } from "./recorder.ts";
export type {
  CellEnd,
  CellOutput,
  CellStart,
  EndedRun,
  RecorderOptions,
  SnapshotFiles,
  StartedRun,
} from "./types.ts";
