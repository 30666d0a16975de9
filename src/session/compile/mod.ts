/**
 * Compiles cells of TypeScript to what V8's REPL mode runs.
 *
 * @module
 */

export { CellSyntaxError } from "./cell_syntax_error.ts";
export { compileCell, type CompiledCell, type CompileOptions } from "./compile_cell.ts";
export { Edits } from "./edits.ts";
export { parseCell, type ReadCell } from "./parse_cell.ts";
export { type ParsedCell, parseTypeScript } from "./parse.ts";
export { compileTypeScript, type Transpiled } from "./transpile.ts";
export { boundNames, children, type Node, walk } from "./tree.ts";
export { checkComplete, type Completeness } from "./complete.ts";
export { type JsxOptions, readJsxOptions, readJsxPragmas } from "./jsx.ts";
export type { Position } from "./lines.ts";
export type { PositionMap } from "./position_map.ts";
export type { AwaitPlace } from "./rewrite.ts";
export { type CellScope, EMPTY_SCOPE, mergeScopes } from "./scope.ts";
