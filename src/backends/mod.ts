/**
 * Backends: readers of a run's journals that carry them elsewhere.
 *
 * @module
 */
export type { Backend, CatchUpOptions, SyncReport } from "./backend.ts";
export { openTensorboard } from "./tensorboard/backend.ts";
