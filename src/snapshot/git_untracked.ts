/**
 * Chooses the files that go into a patch although the commit does not have them.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import { unquoteName } from "./git_names.ts";

/** Limits to what a patch holds of files that the commit does not have. */
export interface UntrackedLimits {
  /** The largest file, in bytes. */
  maxUntrackedBytes: number;
  /** All of them together, in bytes. */
  maxUntrackedTotalBytes: number;
}

/** A file that a patch does not hold. */
export interface OmittedFile {
  /** The path below the repository's root, with `/`. */
  path: string;
  /** The size in bytes; null where it could not be read. */
  size: number | null;
  /** Why it was left out. */
  reason: "too large" | "too much in all" | "not readable" | "repository";
}

/** What was chosen, by the names as git writes them. */
export interface Choice {
  /** The files for the patch. */
  kept: string[];
  /** The others, the largest first. */
  omitted: (OmittedFile & { line: string })[];
}

function sizeOf(path: string): number | null {
  try {
    const stat = fs.lstatSync(path);
    // To ask for access takes a permission of Deno's of its own; to open the file does not.
    if (stat.isFile()) fs.closeSync(fs.openSync(path, "r"));
    return stat.size;
  } catch (error) {
    // A file that is gone by now is none; git passes over it.
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? 0 : null;
  }
}

/**
 * Chooses among files by size: the smallest first, so that what people wrote comes before data.
 *
 * @param root The repository's root.
 * @param names Names as git writes them; a folder that ends with `/` is a repository of its own.
 */
export function chooseFiles(root: string, names: string[], limits: UntrackedLimits): Choice {
  const omitted: Choice["omitted"] = [];
  const sized: { line: string; path: string; size: number }[] = [];
  for (const line of names) {
    const path = unquoteName(line);
    if (path?.endsWith("/")) {
      omitted.push({ line, path: path.slice(0, -1), size: null, reason: "repository" });
      continue;
    }
    // A name that is no text cannot be looked up from here, but git itself can read the file.
    const size = path === null ? 0 : sizeOf(join(root, path));
    if (size === null) omitted.push({ line, path: path ?? line, size, reason: "not readable" });
    else sized.push({ line, path: path ?? line, size });
  }
  const kept: string[] = [];
  let total = 0;
  for (const file of sized.sort((a, b) => a.size - b.size)) {
    const tooLarge = file.size > limits.maxUntrackedBytes;
    if (!tooLarge && total + file.size <= limits.maxUntrackedTotalBytes) {
      kept.push(file.line);
      total += file.size;
    } else omitted.push({ ...file, reason: tooLarge ? "too large" : "too much in all" });
  }
  omitted.sort((a, b) => (b.size ?? 0) - (a.size ?? 0));
  return { kept, omitted };
}
