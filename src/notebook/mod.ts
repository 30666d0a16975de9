/**
 * Runs notebook files without a frontend.
 *
 * @module
 */
export type { CellFailure } from "./cell_runner.ts";
export {
  type CellProgress,
  executeNotebook,
  type ExecuteOptions,
  type Execution,
} from "./execute.ts";
export { parseNotebook, stringifyNotebook } from "../nbformat/mod.ts";
export { checkParameterName, readParameterValue } from "./parameters.ts";
export type { Cell, JsonObject, Notebook, Output } from "../nbformat/mod.ts";
