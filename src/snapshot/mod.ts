/**
 * Snapshots: what makes a run reproducible, taken when it starts.
 *
 * @module
 */
export { isIgnoredCell } from "./ignored_cells.ts";
export { parseJsonc } from "./jsonc.ts";
export { NotebookCode, type NotebookOrder, SESSION_SCRIPT } from "./notebook.ts";
export type { PermissionState, PermissionStates } from "./permission_states.ts";
export { collectProcessFacts, type ProcessFacts } from "./process_facts.ts";
export { restoreCode, type RestoredCode } from "./restore.ts";
export { type Snapshot, type SnapshotOrder, takeSnapshot } from "./take_snapshot.ts";
