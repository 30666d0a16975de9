/**
 * Copies the code of a run: the main module, and all local modules that it needs.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import { basename, dirname, isAbsolute, join, parse, relative, sep } from "node:path";
import { type StoredFile, stringifyJson, writeFileAtomic } from "../store/mod.ts";
import { type CodeManifest, MANIFEST, SCRIPTS } from "./code_manifest.ts";
import { classifyMainModule } from "./main_module.ts";
import { type ModuleGraph, walkModules } from "./module_graph.ts";
import { findProject, type Project } from "./project.ts";
import type { RuntimeOptions } from "./runtime_options.ts";

/** The largest file that is kept as code: 10 MB. Data belongs into artifacts. */
const MAX_BYTES = 10_000_000;

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
  let manifest: CodeManifest = {
    version: 1,
    state: "none",
    kind: main.kind,
    specifier: main.specifier ?? null,
    entry: null,
    config: null,
    import_map: null,
    lock: null,
    flags: [],
    files: [],
    external: [],
    left_out: [],
    warnings: [],
  };
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

function runFlags(project: Project, { flags }: RuntimeOptions): string[] {
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
  const warnings = [...graph.warnings];
  // Files on another drive have no place in the tree.
  const drive = parse(mainPath).root;
  const paths = [...graph.files.keys()].filter((path) => parse(path).root === drive);
  if (paths.length < graph.files.size) warnings.push("Files on other drives are not kept");
  const root = commonFolder(paths);
  const place = (path: string): string => {
    const way = relative(root, path);
    return (isAbsolute(way) ? basename(way) : way).split(sep).join("/");
  };
  const placeOfKept = (path: string | undefined): string | null =>
    path !== undefined && graph.files.has(path) ? place(path) : null;
  const files: StoredFile[] = [];
  for (const path of paths.sort()) {
    files.push(await writeFile(join(codeDir, SCRIPTS), place(path), graph.files.get(path)!));
  }
  const entry = placeOfKept(mainPath);
  return {
    ...manifest,
    state: entry === null ? "none" : warnings.length > 0 ? "partial" : "complete",
    entry,
    config: placeOfKept(project.config),
    import_map: placeOfKept(project.importMap),
    lock: placeOfKept(project.lock),
    files,
    external: graph.external,
    left_out: graph.leftOut.map(({ path, reason }) => ({ path: place(path), reason })),
    warnings,
  };
}

async function writeFile(tree: string, path: string, data: Uint8Array): Promise<StoredFile> {
  const target = join(tree, ...path.split("/"));
  await fs.promises.mkdir(dirname(target), { recursive: true });
  await fs.promises.writeFile(target, data);
  return { path, size: data.length, sha256: createHash("sha256").update(data).digest("hex") };
}

/** The deepest folder that holds all of the paths. */
function commonFolder(paths: string[]): string {
  let folder = dirname(paths[0] ?? sep);
  for (const path of paths) {
    while (relative(folder, path).split(sep)[0] === "..") folder = dirname(folder);
  }
  return folder;
}
