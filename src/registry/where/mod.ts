/**
 * Expressions over runs: `params.lr < 0.01 and metrics.accuracy.best > 0.9`.
 *
 * @module
 */
export { WhereSyntaxError } from "./errors.ts";
export { evaluateWhere } from "./evaluate.ts";
export { parseWhere } from "./parser.ts";
export { compileSort } from "./sort.ts";
