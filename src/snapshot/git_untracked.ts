/**
 * Chooses the files that go into a patch although the commit does not have them.
 *
 * @module
 */
import { unquoteName } from "./git_names.ts";
import { isSecretFile } from "./secret_files.ts";
import type { WorkingTree } from "./working_tree.ts";

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
  reason:
    | "too large"
    | "too much in all"
    | "looks like a secret"
    | "not readable"
    | "not a file"
    | "repository"
    | `refused by git: ${string}`;
}

/** A file that a patch does not hold, with its name as git writes it. */
export type OmittedLine = OmittedFile & { line: string };

/** What was chosen, by the names as git writes them. */
export interface Choice {
  /** The files for the patch. */
  kept: string[];
  /** The others. */
  omitted: OmittedLine[];
}

/**
 * Chooses among files by name, and by size: the smallest first, so that what people wrote comes before
 * data.
 *
 * @param names Names as git writes them; a folder that ends with `/` is a repository of its own.
 */
export function chooseFiles(tree: WorkingTree, names: string[], limits: UntrackedLimits): Choice {
  const omitted: OmittedLine[] = [];
  const sized: { line: string; path: string; size: number }[] = [];
  for (const line of names) {
    const text = unquoteName(line);
    if (text?.endsWith("/")) {
      omitted.push({ line, path: text.slice(0, -1), size: null, reason: "repository" });
      continue;
    }
    const path = text ?? line;
    // A name that is no text cannot be looked up from here, but git itself can read the file.
    const size = text === null ? 0 : tree.sizeOf(text);
    if (isSecretFile(text ?? line.slice(1, -1))) {
      omitted.push({ line, path, size, reason: "looks like a secret" });
    } else if (size === null) omitted.push({ line, path, size, reason: "not readable" });
    else sized.push({ line, path, size });
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
  return { kept, omitted };
}
