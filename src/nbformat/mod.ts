/**
 * Notebook files: what they hold, how they are written, and how a kernel's messages become outputs.
 *
 * @module
 */
export { parseNotebook, stringifyNotebook } from "./format.ts";
export { stringifySorted } from "./json_text.ts";
export { splitCell } from "./lines.ts";
export { type OutputMessage, Outputs } from "./outputs.ts";
export {
  type Cell,
  hasTag,
  isObject,
  type JsonObject,
  makeCell,
  newCellId,
  type Notebook,
  type Output,
} from "./types.ts";
