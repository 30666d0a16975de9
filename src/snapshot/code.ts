/**
 * Copies the code of a run: the main module, and all local modules that it needs.
 *
 * @module
 */
import { join } from "node:path";
import { stringifyJson, writeFileAtomic } from "../store/mod.ts";
import { type CodeManifest, emptyManifest, MANIFEST } from "./code_manifest.ts";
import { CodeTree } from "./code_tree.ts";
import { classifyMainModule } from "./main_module.ts";
import { type ModuleGraph, walkModules } from "./module_graph.ts";
import { findProject, type Project } from "./project.ts";
import type { RuntimeOptions } from "./runtime_options.ts";

/** The largest file that is kept as code: 10 MB. Data belongs into artifacts. */
export const MAX_BYTES = 10_000_000;

/** What to copy, and where to put it. */
export interface CodeOrder {
  /** The URL of the main module; null where it is not known. */
  mainModule: string | null;
  /** The run's folder for code. */
  codeDir: string;
  /** Folders that are no code, absolute. */
  exclude: string[];
  /** The largest file that is copied, in bytes; 10 MB by default. */
  maxBytes?: number;
  /** What the command line tells of the runtime's options, where it is known. */
  options?: RuntimeOptions;
}

/**
 * Copies the main module and all local files that it refers to into `<codeDir>/scripts`, placed to
 * one another as they were, so that they run again; `<codeDir>/code.json` tells about them.
 *
 * @returns What was written into code.json.
 * @throws What the file system throws where the run's folder cannot be written.
 */
export async function snapshotCode(order: CodeOrder): Promise<CodeManifest> {
  const main = classifyMainModule(order.mainModule);
  let manifest = emptyManifest(main.kind, main.specifier ?? null);
  if (main.path !== undefined) {
    const { exclude, maxBytes = MAX_BYTES, options = { flags: [] } } = order;
    const project = await findProject(main.path, options);
    const graph = await walkModules(main.path, project, { exclude, maxBytes });
    manifest.flags = runFlags(project, options);
    manifest = await writeTree(main.path, project, graph, manifest, order.codeDir);
  }
  writeFileAtomic(join(order.codeDir, MANIFEST), stringifyJson(manifest, 2) + "\n");
  return manifest;
}

/** The options of `deno run` that the code needs. */
export function runFlags(project: Project, { flags }: RuntimeOptions): string[] {
  const chosen = flags.some((flag) => flag.startsWith("--node-modules-dir"));
  // The folder that was filled by hand is not there again: Deno shall fill one.
  if (project.needsNodeModules && !chosen) return [...flags, "--node-modules-dir=auto"];
  return flags;
}

async function writeTree(
  mainPath: string,
  project: Project,
  graph: ModuleGraph,
  manifest: CodeManifest,
  codeDir: string,
): Promise<CodeManifest> {
  const tree = new CodeTree(mainPath, graph);
  const { warnings } = tree;
  const entry = tree.placeOfKept(mainPath);
  return {
    ...manifest,
    state: entry === null ? "none" : warnings.length > 0 ? "partial" : "complete",
    entry,
    config: tree.placeOfKept(project.config),
    import_map: tree.placeOfKept(project.importMap),
    lock: tree.placeOfKept(project.lock),
    files: await tree.write(codeDir),
    external: graph.external,
    left_out: tree.leftOut(),
    warnings,
  };
}
