/** Reads which file imports which, with Deno's own parser and resolver. @module */

import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** One import of a local file by another; paths are below the root, with `/`. */
export interface ImportEdge {
  /** The importing file. */
  from: string;
  /** The imported file. */
  to: string;
  /** Line of the import, from 1. */
  line: number;
  /** Whether only types are imported. */
  typeOnly: boolean;
  /** Whether it is an `import()`, which runs when it is called. */
  dynamic: boolean;
}

/** The imports of a tree, and what could not be read. */
export interface ImportGraph {
  /** All imports between local files. */
  edges: ImportEdge[];
  /** Modules that are missing or cannot be parsed. */
  errors: string[];
}

interface Resolved {
  specifier?: string;
  error?: string;
  span: { start: { line: number } };
}

interface ModuleInfo {
  specifier: string;
  error?: string;
  dependencies?: { specifier: string; code?: Resolved; type?: Resolved; isDynamic?: boolean }[];
}

/** Lists the source files below a folder or file, as sorted paths below the root; empty where it is missing. */
export function sourceFiles(root: string, path: string): string[] {
  if (path.endsWith(".ts")) return readdirSync(root).includes(path) ? [path] : [];
  if (!readdirSync(root).includes(path)) return [];
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.([mc]?[jt]s|[jt]sx)$/.test(name))
    .map((name) => `${path}/${name.split(sep).join("/")}`)
    .sort();
}

/** Reads the imports of the given files and of what they import. */
export async function readImports(root: string, files: readonly string[]): Promise<ImportGraph> {
  const base = realpathSync(root);
  const folder = mkdtempSync(join(tmpdir(), "labbook-imports-"));
  try {
    // One entry that imports everything costs one process instead of one a file.
    const entry = join(folder, "entry.ts");
    const urls = files.map((file) => pathToFileURL(join(base, file)).href);
    writeFileSync(entry, urls.map((url) => `import ${JSON.stringify(url)};\n`).join(""));
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", entry],
      cwd: base,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    if (!success) throw new Error(`Cannot read the imports: ${decoder.decode(stderr)}`);
    const { modules } = JSON.parse(decoder.decode(stdout)) as { modules: ModuleInfo[] };
    return collect(base, modules);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collect(base: string, modules: ModuleInfo[]): ImportGraph {
  const graph: ImportGraph = { edges: [], errors: [] };
  for (const { specifier, error, dependencies = [] } of modules) {
    const from = localPath(base, specifier);
    if (error !== undefined) graph.errors.push(`${from ?? specifier}: ${error}`);
    if (from === undefined) continue;
    for (const { specifier, code, type, isDynamic = false } of dependencies) {
      const resolved = code ?? type;
      if (resolved === undefined) continue;
      const line = resolved.span.start.line + 1;
      if (resolved.error !== undefined) graph.errors.push(`${from}:${line}: ${resolved.error}`);
      const to = localPath(base, resolved.specifier ?? specifier);
      if (to === undefined) continue;
      graph.edges.push({ from, to, line, typeOnly: code === undefined, dynamic: isDynamic });
    }
  }
  return graph;
}

function localPath(base: string, specifier: string): string | undefined {
  if (!specifier.startsWith("file:")) return undefined;
  const path = relative(base, fileURLToPath(specifier));
  return path.startsWith("..") ? undefined : path.split(sep).join("/");
}
