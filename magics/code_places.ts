/** Where functions stand, for a reader. @module */

import * as modules from "node:module";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallFrame } from "./profile.ts";

/** A source map, as Node describes it. */
interface SourceMap {
  findEntry(line: number, column: number): { originalLine?: number };
}

/**
 * Describes where a function stands: `cell [3], line 5`, `model.ts:12`; empty for parts of the engine.
 * `labels` are what the cells are called, by their URLs.
 */
export function placeOf(frame: CallFrame, labels: Readonly<Record<string, string>>): string {
  const { url, lineNumber } = frame;
  if (url === "") return "";
  const isInLine = lineNumber >= 0;
  if (Object.hasOwn(labels, url)) {
    return isInLine ? `${labels[url]}, line ${lineNumber + 1}` : labels[url]!;
  }
  if (!url.startsWith("file:")) return isInLine ? `${url}:${lineNumber + 1}` : url;
  const path = fileURLToPath(url.replace(/[?#].*$/, ""));
  const line = isInLine ? originalLine(path, frame) : undefined;
  const shown = relative(Deno.cwd(), path);
  return `${packagePath(path) ?? (shown.startsWith("..") ? path : shown)}${
    line === undefined ? "" : `:${line + 1}`
  }`;
}

/** The line of TypeScript that became JavaScript when it was loaded. */
function originalLine(path: string, { lineNumber, columnNumber }: CallFrame): number | undefined {
  if (!/\.(?:[cm]?ts|[jt]sx)$/.test(path)) return lineNumber;
  // Deno has it, its types do not.
  const { findSourceMap } = modules as unknown as {
    findSourceMap?: (path: string) => SourceMap | undefined;
  };
  return findSourceMap?.(resolve(path))?.findEntry(lineNumber, columnNumber).originalLine;
}

/** `npm:name@1.0.0/file.js` for a file of a package. */
function packagePath(path: string): string | undefined {
  const cached = /[/\\]npm[/\\][^/\\]+[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)[/\\](\d[^/\\]*)[/\\](.*)$/
    .exec(path);
  if (cached !== null) return `npm:${cached[1]}@${cached[2]}/${cached[3]}`;
  const local = /^.*[/\\]node_modules[/\\](.*)$/.exec(path);
  return local === null ? undefined : `npm:${local[1]}`;
}
