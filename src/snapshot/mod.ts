/**
 * Snapshots: what makes a run reproducible, taken when it starts.
 *
 * @module
 */
export type { PermissionState, PermissionStates } from "./permissions.ts";
export { collectProcessFacts, type ProcessFacts } from "./process_facts.ts";
export { type Snapshot, type SnapshotOrder, takeSnapshot } from "./take_snapshot.ts";
