/** The modules that a session has loaded. @module */

import { basename, extname } from "node:path";
import type { CellSources } from "./cell_sources.ts";
import type { Script, Scripts } from "./scripts.ts";
import { DebugRequestError } from "./types.ts";

/** The answer to `modules`: the loaded modules that are not Deno's own. */
export function listModules(
  scripts: Scripts | undefined,
  start = 0,
  count = 0,
): Record<string, unknown> {
  const paths = new Set<string>();
  for (const script of scripts?.all() ?? []) if (script.cell === undefined) paths.add(script.path);
  const modules = [...paths].map((path, id) => ({ id, name: basename(path), path }));
  return {
    modules: modules.slice(start, count === 0 ? undefined : start + count),
    totalModules: modules.length,
  };
}

/** The answer to `source`: the text of a cell or of a loaded module. */
export async function readSource(
  path: string,
  sources: CellSources,
  scripts: Scripts,
): Promise<Record<string, unknown>> {
  const cell = sources.get(path);
  if (cell !== undefined) return { content: cell, mimeType: "text/typescript" };
  const script = moduleAt(scripts, path);
  if (script === undefined) {
    throw new DebugRequestError(
      `Cannot show the source "${path}": no cell or loaded module has it`,
    );
  }
  const content = script.source ?? await Deno.readTextFile(path);
  const isTypeScript = [".ts", ".tsx", ".mts", ".cts"].includes(extname(path));
  return { content, mimeType: isTypeScript ? "text/typescript" : "text/javascript" };
}

function moduleAt(scripts: Scripts, path: string): Script | undefined {
  for (const script of scripts.all()) {
    if (script.cell === undefined && script.path === path) return script;
  }
}
