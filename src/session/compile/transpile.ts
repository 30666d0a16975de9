/** The compilers that take TypeScript, JSX and decorators out of a cell; loaded when first needed. @module */

import { CellSyntaxError } from "./cell_syntax_error.ts";
import type { JsxOptions } from "./jsx.ts";
import type { PositionMap } from "./position_map.ts";
import { readSourceMap } from "./source_map.ts";
import { Lines } from "./lines.ts";

/** JavaScript and where it comes from; without a map, every place is the source's own. */
export interface Transpiled {
  /** The JavaScript. */
  code: string;
  /** The relation to the source. */
  map?: PositionMap;
}

interface SwcError {
  code: string;
  message: string;
  startLine: number;
  startColumn: number;
}

/**
 * Removes types with swc: in place, or, with `hasCode`, as code of its own.
 *
 * @throws {CellSyntaxError} where swc knows better than the parser
 */
export async function removeTypes(source: string, hasCode: boolean): Promise<Transpiled> {
  const { transformSync } = await import("@swc/wasm-typescript");
  try {
    const { code, map } = transformSync(source, {
      module: true,
      mode: hasCode ? "transform" : "strip-only",
      sourceMap: hasCode,
      ...(hasCode
        ? { transform: { verbatimModuleSyntax: true, noEmptyExport: true, tsEnumIsMutable: true } }
        : {}),
    });
    return map === undefined || !hasCode ? { code } : { code, map: readSourceMap(map) };
  } catch (error) {
    const { message, startLine, startColumn, code } = error as SwcError;
    // What swc refuses, or cannot do, TypeScript may.
    if (code !== "InvalidSyntax") {
      return await compileTypeScript(source, { jsx: undefined, hasDecorators: false });
    }
    throw new CellSyntaxError(message, startLine, startColumn + 1);
  }
}

/**
 * Compiles JSX, decorators and all other TypeScript with TypeScript itself.
 *
 * @throws {CellSyntaxError} where TypeScript knows better than the parser
 */
export async function compileTypeScript(
  source: string,
  options: { jsx: JsxOptions | undefined; hasDecorators: boolean },
): Promise<Transpiled> {
  const { default: ts } = await import("typescript");
  const { runtime, factory, fragmentFactory, importSource } = options.jsx ?? {};
  const isAutomatic = runtime === "automatic";
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: options.jsx === undefined ? "cell.ts" : "cell.tsx",
    reportDiagnostics: true,
    compilerOptions: {
      // V8 knows all of the newest target but decorators.
      target: options.hasDecorators ? ts.ScriptTarget.ES2025 : ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      sourceMap: true,
      jsx: isAutomatic ? ts.JsxEmit.ReactJSX : ts.JsxEmit.React,
      ...(isAutomatic ? (importSource === undefined ? {} : { jsxImportSource: importSource }) : {
        ...(factory === undefined ? {} : { jsxFactory: factory }),
        ...(fragmentFactory === undefined ? {} : { jsxFragmentFactory: fragmentFactory }),
      }),
    },
  });
  const [problem] =
    diagnostics?.filter(({ category, start }) =>
      category === ts.DiagnosticCategory.Error && start !== undefined
    ) ?? [];
  if (problem !== undefined) {
    const { line, column } = new Lines(source).position(problem.start!);
    const message = ts.flattenDiagnosticMessageText(problem.messageText, " ");
    throw new CellSyntaxError(message.replace(/\.$/, ""), line, column);
  }
  return {
    code: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ""),
    map: readSourceMap(sourceMapText!),
  };
}
