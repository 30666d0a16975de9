/**
 * Formats errors of cells with the lines that they come from.
 *
 * @module
 */

export { formatError, formatSyntaxError, type PlacedError } from "./format_error.ts";
export { type CellWarning, formatWarning } from "./format_warning.ts";
export type { ErrorCell, FindCell } from "./locate.ts";
export type { ShownError } from "../cell_result.ts";
export type { StackFrame, ThrownError } from "../types.ts";
