/**
 * The history of cells, kept across kernels.
 *
 * @module
 */
export { History, type HistoryEntry, type HistoryOptions } from "./history.ts";
export { type DataPlace, historyPath } from "./history_path.ts";
export { type HistoryRequest, parseHistoryRequest } from "./history_request.ts";
