/**
 * The code of two runs, file by file.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import fs from "node:fs";
import { join, relative, sep } from "node:path";
import { runPaths } from "../../store/mod.ts";
import type { FileDifference } from "./difference.ts";
import { readEntry, readIfThere } from "./snapshot_files.ts";
import { compareFile } from "./unified.ts";

/** What tells about the code, and is compared by what it says. */
const MANIFESTS = new Set(["git.json", "code.json", "changes.patch", "git_info.txt"]);
const SCRIPTS = "scripts/";
/** The cells of a notebook's run, as a module. */
const SESSION = "session.ts";

/** The files of a run's code: names to paths on disk. */
type CodeFiles = Map<string, string>;

function listFiles(dir: string): CodeFiles {
  const { code } = runPaths(dir);
  const files: CodeFiles = new Map();
  if (!fs.existsSync(code)) return files;
  for (const entry of fs.readdirSync(code, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(code, path).replaceAll(sep, "/");
    if (MANIFESTS.has(name)) continue;
    files.set(name.startsWith(SCRIPTS) ? name.slice(SCRIPTS.length) : name, path);
  }
  return files;
}

/** Names the files without the folders that all of them lie in, as the other run's tree does. */
function withoutPrefix(files: CodeFiles, prefix: string): CodeFiles {
  return new Map(
    [...files].map(([name, path]) =>
      [name.startsWith(prefix) ? name.slice(prefix.length) : name, path] as const
    ),
  );
}

/** A tree begins at the folder that holds all of its files: one more import, and it begins higher up. */
function aligned(
  [a, b]: [CodeFiles, CodeFiles],
  [entryA, entryB]: [string | null, string | null],
): [CodeFiles, CodeFiles] {
  if (entryA === null || entryB === null || entryA === entryB) return [a, b];
  if (entryA.endsWith(`/${entryB}`)) return [withoutPrefix(a, entryA.slice(0, -entryB.length)), b];
  if (entryB.endsWith(`/${entryA}`)) return [a, withoutPrefix(b, entryB.slice(0, -entryA.length))];
  return [a, b];
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}

/** The names of all files of both runs' code, and those that differ. */
export interface ComparedCode {
  /** All names. */
  names: string[];
  /** What differs. */
  differences: FileDifference[];
  /** Whether each of the runs has any code. */
  isThere: [a: boolean, b: boolean];
}

/** Compares the code of two runs. */
export async function compareCode(dirA: string, dirB: string): Promise<ComparedCode> {
  const listed: [CodeFiles, CodeFiles] = [listFiles(dirA), listFiles(dirB)];
  const [a, b] = aligned(listed, [await readEntry(dirA), await readEntry(dirB)]);
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  const hasSessions = a.has(SESSION) && b.has(SESSION);
  const isThere: [boolean, boolean] = [a.size > 0, b.size > 0];
  if (!isThere[0] || !isThere[1]) return { names, differences: [], isThere };
  const differences: FileDifference[] = [];
  for (const name of names) {
    if (hasSessions && name.endsWith(".ipynb")) continue;
    const [before, after] = await Promise.all([a, b].map(async (files) => {
      const path = files.get(name);
      return path === undefined ? undefined : await readIfThere(path);
    }));
    if (!isSame(before, after)) differences.push(await compareFile(name, before, after));
  }
  return { names, differences, isThere };
}
