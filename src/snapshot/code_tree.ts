/**
 * The files of a module graph as a tree: placed to one another as they were.
 *
 * @module
 */
import fs from "node:fs";
import { createHash } from "node:crypto";
import { basename, dirname, isAbsolute, join, parse, relative, sep } from "node:path";
import type { StoredFile } from "../store/mod.ts";
import { SCRIPTS } from "./code_manifest.ts";
import type { LeftOut, ModuleGraph } from "./module_graph.ts";

/** Where the files of a graph go. */
export class CodeTree {
  readonly #graph: ModuleGraph;
  readonly #paths: string[];
  readonly #root: string;
  /** What may keep the code from running again, one sentence each. */
  readonly warnings: string[];

  /** Finds places for the files of `graph`; those on other drives than `mainPath` have none. */
  constructor(mainPath: string, graph: ModuleGraph) {
    this.#graph = graph;
    this.warnings = [...graph.warnings];
    const drive = parse(mainPath).root;
    this.#paths = [...graph.files.keys()].filter((path) => parse(path).root === drive).sort();
    if (this.#paths.length < graph.files.size) {
      this.warnings.push("Files on other drives are not kept");
    }
    this.#root = commonFolder(this.#paths);
  }

  /** The place of a file that is in the tree, below its root and with `/`; null for others. */
  placeOfKept(path: string | undefined): string | null {
    return path !== undefined && this.#paths.includes(path) ? this.#place(path) : null;
  }

  /** The place of a folder that holds a file of the tree; null for others. */
  placeOfFolder(folder: string): string | null {
    const inside = this.#paths.some((path) => path.startsWith(folder + sep));
    return inside ? this.#place(folder) : null;
  }

  /** What was left out, with paths relative to the tree. */
  leftOut(): { path: string; reason: LeftOut["reason"] }[] {
    return this.#graph.leftOut.map(({ path, reason }) => ({ path: this.#place(path), reason }));
  }

  /** Writes the files into a run's folder for code. */
  async write(codeDir: string): Promise<StoredFile[]> {
    const files: StoredFile[] = [];
    for (const path of this.#paths) {
      const data = this.#graph.files.get(path)!;
      files.push(await writeFile(join(codeDir, SCRIPTS), this.#place(path), data));
    }
    return files;
  }

  #place(path: string): string {
    const way = relative(this.#root, path);
    return (isAbsolute(way) ? basename(way) : way).split(sep).join("/");
  }
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
