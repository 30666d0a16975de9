/**
 * What stands on the disk where git has names.
 *
 * @module
 */
import fs from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * What a path stands for: `file` for links, too; `special` for pipes, sockets and devices; `none` also
 * where a folder above it is a link, for git does not look behind one.
 */
export type PathKind = "file" | "folder" | "special" | "none" | "not readable";

/** The working tree of a repository, as it is at one time: folders are looked at once. */
export class WorkingTree {
  readonly #root: string;
  readonly #folders = new Map<string, boolean>();
  readonly #names = new Map<string, Set<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Tells what stands at a path below the root. */
  kindOf(path: string): PathKind {
    try {
      if (!this.#isFolder(dirname(path))) return "none";
      const stat = fs.lstatSync(join(this.#root, path), { throwIfNoEntry: false });
      if (!stat) return "none";
      if (stat.isDirectory()) return "folder";
      return stat.isFile() || stat.isSymbolicLink() ? "file" : "special";
    } catch {
      return "not readable";
    }
  }

  /** Whether a path that is there has this very name: a file system may take `A` for `a`. */
  hasExactName(path: string): boolean {
    const folder = dirname(path);
    let names = this.#names.get(folder);
    if (!names) this.#names.set(folder, names = new Set(fs.readdirSync(join(this.#root, folder))));
    return names.has(basename(path));
  }

  /** The size in bytes of a file that can be read; null of others. */
  sizeOf(path: string): number | null {
    const file = join(this.#root, path);
    try {
      const stat = fs.lstatSync(file);
      // To ask for access takes a permission of Deno's of its own; to open the file does not.
      if (stat.isFile()) fs.closeSync(fs.openSync(file, "r"));
      return stat.size;
    } catch {
      return null;
    }
  }

  #isFolder(folder: string): boolean {
    if (folder === ".") return true;
    let is = this.#folders.get(folder);
    if (is === undefined) {
      is = this.#isFolder(dirname(folder)) &&
        fs.lstatSync(join(this.#root, folder), { throwIfNoEntry: false })?.isDirectory() === true;
      this.#folders.set(folder, is);
    }
    return is;
  }
}
