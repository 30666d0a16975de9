/** Compiling a cell. @module */

import { CellSyntaxError } from "./cell_syntax_error.ts";
import { type JsxOptions, readJsxPragmas } from "./jsx.ts";
import { type ParsedCell, parseJavaScript, type ParseProblem, toCellError } from "./parse.ts";
import { parseCell } from "./parse_cell.ts";
import { editTypes } from "./plain_types.ts";
import { joinMaps, type PositionMap } from "./position_map.ts";
import { type AwaitPlace, lastValue, rewrite } from "./rewrite.ts";
import { type CellScope, EMPTY_SCOPE } from "./scope.ts";
import { compileTypeScript, removeTypes, type Transpiled } from "./transpile.ts";
import { walk } from "./tree.ts";
import { findTypeSyntax, type TypeSyntax } from "./type_syntax.ts";

/** How a cell is compiled. */
export interface CompileOptions {
  /** What earlier cells declared. */
  earlier: CellScope;
  /** How JSX is compiled where no cell's comments say it. */
  jsx?: JsxOptions;
  /** The number of its first await, by which the session tells where an error passed; without it they have none. */
  firstAwait?: number;
  /** Whether the last expression's value is left as the code's own, instead of being shown; `false` by default. */
  value?: boolean;
}

/** A cell as V8's REPL mode runs it. */
export interface CompiledCell {
  /** JavaScript that calls the session's `__labbook`; empty where the cell has no statement. */
  code: string;
  /** Where the code comes from; its lines are the cell's, save where enums, JSX or decorators became code. */
  map: PositionMap;
  /** Its awaits, in the order of their numbers. */
  awaits: readonly AwaitPlace[];
  /** What the cell declares: for `mergeScopes` once the cell ran. */
  scope: CellScope;
  /**
   * Code to be evaluated, as the cell is, where the cell ended before its end, by an error or an
   * interrupt: it disposes of what the cell declared with `using`. Undefined where there is no such.
   */
  cleanup?: string;
}

/**
 * Compiles a cell.
 *
 * @throws {CellSyntaxError} where the cell is no program
 */
export async function compileCell(
  source: string,
  options: CompileOptions,
): Promise<CompiledCell> {
  const maps: PositionMap[] = [];
  const { cell, text, map } = parseCell(source);
  if (map !== undefined) maps.push(map);
  const pragmas = readJsxPragmas(cell.comments);
  const jsx = { ...options.jsx, ...options.earlier.jsx, ...pragmas };
  const withJsx = (scope: CellScope): CellScope =>
    pragmas === undefined ? scope : { ...scope, jsx };
  if (cell.body.length === 0 && cell.directives.length === 0) {
    return { code: "", map: joinMaps(maps), scope: withJsx(EMPTY_SCOPE), awaits: [] };
  }
  checkPatterns(cell, source, maps);
  const showsResult = options.value !== true && lastValue(cell) !== undefined;
  const syntax = findTypeSyntax(cell);
  let code = text;
  let parsed = cell;
  if (syntax.hasTypes || syntax.hasJsx || syntax.hasDecorators) {
    ({ code, parsed } = await transpile(code, cell, syntax, jsx, maps));
  }
  const written = rewrite(code, parsed, {
    earlier: options.earlier,
    showsResult,
    blocks: syntax.blocks,
    onlyTypes: syntax.onlyTypes,
    firstAwait: options.firstAwait,
  });
  maps.push(written.map);
  return {
    code: written.code,
    map: joinMaps(maps),
    scope: withJsx(written.scope),
    awaits: written.awaits,
    ...(written.cleanup === undefined ? {} : { cleanup: written.cleanup }),
  };
}

async function transpile(
  source: string,
  cell: ParsedCell,
  syntax: TypeSyntax,
  jsx: JsxOptions,
  maps: PositionMap[],
): Promise<{ code: string; parsed: ParsedCell }> {
  const edits = editTypes(source, cell, syntax);
  let code = source;
  if (!edits.isEmpty) {
    const edited = edits.apply();
    code = edited.code;
    maps.push(edited.map);
  }
  let result: Transpiled;
  try {
    result = syntax.hasJsx || syntax.hasDecorators || syntax.hasJoinedNamespaces
      ? await compileTypeScript(code, {
        jsx: syntax.hasJsx ? jsx : undefined,
        hasDecorators: syntax.hasDecorators,
      })
      : await removeTypes(code, syntax.hasCode);
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    const place = joinMaps(maps).original(error.line, error.column) ?? error;
    throw new CellSyntaxError(error.message, place.line, place.column);
  }
  if (result.map !== undefined) maps.push(result.map);
  try {
    return { code: result.code, parsed: parseJavaScript(result.code) };
  } catch (error) {
    const problem = error as ParseProblem;
    if (typeof problem.pos !== "number") throw error;
    const { message, line, column } = toCellError(problem, result.code);
    const place = joinMaps(maps).original(line, column) ?? { line, column };
    throw new CellSyntaxError(message, place.line, place.column);
  }
}

/** Compiles regular expressions, which the parser only reads, so that errors in them have a place. */
function checkPatterns(cell: ParsedCell, source: string, maps: readonly PositionMap[]): void {
  if (!source.includes("/")) return;
  walk(cell.program, (node) => {
    if (node.type !== "RegExpLiteral") return;
    try {
      new RegExp(node.pattern, node.flags);
    } catch (error) {
      const { line, column } = node.loc.start;
      const place = joinMaps(maps).original(line, column + 1)!;
      throw new CellSyntaxError((error as Error).message, place.line, place.column);
    }
  });
}
