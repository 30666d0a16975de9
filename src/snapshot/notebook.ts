/**
 * Keeps the code of a notebook: the local modules that its cells import, and the module that runs again.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { replaceFile, type StoredFile, stringifyJson } from "../store/mod.ts";
import { MAX_BYTES, runFlags } from "./code.ts";
import { type CodeManifest, emptyManifest, MANIFEST } from "./code_manifest.ts";
import { CodeTree } from "./code_tree.ts";
import { withoutIgnoredCells } from "./ignored_cells.ts";
import { toUrl } from "./import_map.ts";
import { type ModuleGraph, walkModules } from "./module_graph.ts";
import { LIBRARY, notebookConfig, placeUrl } from "./notebook_config.ts";
import { findProject, type Project } from "./project.ts";
import { Resolver } from "./resolver.ts";

/** The module that does again what cells did, below the run's folder for code. */
export const SESSION_SCRIPT = "session.ts";
const SESSION_CONFIG = "deno.json";

/** What is known of a notebook. */
export interface NotebookOrder {
  /** The run's folder for code. */
  codeDir: string;
  /** The notebook's folder, absolute: what its cells import is relative to it. */
  folder: string;
  /** The notebook's file, where it is known. */
  notebook?: string;
  /** Folders that are no code, absolute. */
  exclude: string[];
  /** The URL of the library, where the user's configuration does not say it. */
  library: string;
}

/** The code of a notebook on its way into a run. */
export class NotebookCode {
  readonly #order: NotebookOrder;
  readonly #project: Project;
  readonly #graph: ModuleGraph;
  readonly #tree: CodeTree;
  readonly #files: StoredFile[];
  readonly #main: string;

  private constructor(
    order: NotebookOrder,
    main: string,
    project: Project,
    graph: ModuleGraph,
    tree: CodeTree,
    files: StoredFile[],
  ) {
    this.#order = order;
    this.#main = main;
    this.#project = project;
    this.#graph = graph;
    this.#tree = tree;
    this.#files = files;
  }

  /**
   * Copies all local modules that cells import into `<codeDir>/scripts`.
   *
   * @param order What is known of the notebook.
   * @param code The cells as one module, whose specifiers are those of the cells.
   */
  static async copy(order: NotebookOrder, code: string): Promise<NotebookCode> {
    const { codeDir, folder, notebook, exclude, library } = order;
    if (!fs.existsSync(dirname(codeDir))) throw new Error(`the folder ${dirname(codeDir)} is gone`);
    const main = join(folder, SESSION_SCRIPT);
    const project = await findProject(main, { flags: [] });
    if (notebook !== undefined && fs.existsSync(notebook)) project.files.push(notebook);
    // The library is no code of the user's, and found where his configuration does not say it.
    const isNamed = !("unknown" in new Resolver(project).resolve(LIBRARY, main, true));
    const text = isNamed ? code : code.replaceAll(JSON.stringify(LIBRARY), '"data:,"');
    const limits = { exclude, maxBytes: MAX_BYTES, foreign: libraryFiles(library) };
    const graph = await walkModules(main, project, limits, text);
    if (notebook !== undefined) keepOut(graph, notebook);
    const tree = new CodeTree(main, graph);
    return new NotebookCode(order, main, project, graph, tree, await tree.write(codeDir));
  }

  /** Whether a file that a cell names is among those that were copied. */
  isKept(specifier: string): boolean {
    return this.#graph.named.has(specifier);
  }

  /** The specifier in `session.ts` of one in a cell. */
  place(specifier: string): string {
    const named = this.#graph.named.get(specifier);
    const url = named === undefined
      ? toUrl(specifier, pathToFileURL(this.#main))
      : pathToFileURL(named);
    return url?.protocol === "file:" ? placeUrl(url, this.#tree) : specifier;
  }

  /**
   * Writes the module, its configuration, and what tells about both.
   *
   * @param script The module, whose specifiers {@linkcode place} gave.
   * @param ordinal How many runs it starts before this one.
   * @param warnings What may keep it from running again, beside what is known here.
   */
  async write(script: string, ordinal: number, warnings: readonly string[]): Promise<void> {
    const { codeDir, library, notebook } = this.#order;
    const config = stringifyJson(notebookConfig(this.#project, this.#tree, library), 2) + "\n";
    const all = [...this.#tree.warnings, ...warnings];
    const manifest: CodeManifest = {
      ...emptyManifest("notebook", null),
      state: all.length > 0 ? "partial" : "complete",
      config: this.#tree.placeOfKept(this.#project.config),
      lock: this.#tree.placeOfKept(this.#project.lock),
      flags: runFlags(this.#project, { flags: [] }),
      files: this.#files,
      external: this.#graph.external,
      left_out: this.#tree.leftOut(),
      warnings: all,
      session: {
        script: await write(codeDir, SESSION_SCRIPT, script),
        config: await write(codeDir, SESSION_CONFIG, config),
        notebook: this.#tree.placeOfKept(notebook),
        ordinal,
      },
    };
    await replaceFile(join(codeDir, MANIFEST), [stringifyJson(manifest, 2), "\n"]);
  }
}

/** Takes out of the copy of a saved notebook what its cells want kept out. */
function keepOut(graph: ModuleGraph, notebook: string): void {
  const saved = graph.files.get(notebook);
  if (saved === undefined) return;
  const kept = withoutIgnoredCells(saved);
  if (kept !== undefined) graph.files.set(notebook, kept);
  else {
    graph.files.delete(notebook);
    graph.leftOut.push({ path: notebook, reason: "may hold secrets" });
  }
}

/** What belongs to the library, where it lies on this machine. */
function libraryFiles(library: string): string[] {
  if (!library.startsWith("file:")) return [];
  return ["mod.ts", "src", "magics"].map((name) => fileURLToPath(new URL(name, library)));
}

async function write(folder: string, path: string, text: string): Promise<StoredFile> {
  await replaceFile(join(folder, path), [text]);
  const data = new TextEncoder().encode(text);
  return { path, size: data.length, sha256: createHash("sha256").update(data).digest("hex") };
}
