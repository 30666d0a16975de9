/**
 * Runs TypeScript cells in a process of their own, driven over its inspector.
 *
 * @module
 */

export {
  type CellOutcome,
  failedOutcome,
  interruptedOutcome,
  type SessionEnd,
  type ShownError,
} from "./cell_result.ts";
export type { CellCode } from "./cell_codes.ts";
export type { FormattedValue } from "./cell_evaluation.ts";
export {
  type AwaitPlace,
  boundNames,
  type CellScope,
  checkComplete,
  children,
  type CompiledCell,
  compileTypeScript,
  type Completeness,
  Edits,
  type JsxOptions,
  type Node,
  parseCell,
  type ParsedCell,
  parseTypeScript,
  type Position,
  type PositionMap,
  type ReadCell,
  readJsxOptions,
  readJsxPragmas,
  type Transpiled,
  walk,
} from "./compile/mod.ts";
export { type CellWarning, formatWarning, type PlacedError } from "./errors/mod.ts";
export {
  Inspector,
  InspectorCallError,
  InspectorClosedError,
  type InspectorListener,
} from "./inspector/inspector.ts";
export { isTooOld, OLDEST_DENO, refuseOldDeno } from "./oldest_deno.ts";
export type { RemoteObject } from "./remote_values.ts";
export { type ProcessOptions, SESSION_PROGRAM } from "./session_process.ts";
export { Session } from "./session.ts";
export type { Cell, SessionOptions } from "./session_options.ts";
export type {
  Display,
  DisplayNote,
  MimeBundle,
  SessionEvent,
  StackFrame,
  ThrownError,
} from "./types.ts";
export { within } from "./within.ts";
