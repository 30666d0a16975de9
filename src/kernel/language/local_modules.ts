/** The local modules that cells import, and which of them changed on disk. @module */

import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A change of a file, as LSP's `workspace/didChangeWatchedFiles` has it. */
export interface FileChange {
  /** The file. */
  uri: string;
  /** 1 created, 2 changed, 3 deleted. */
  type: 1 | 2 | 3;
}

interface LocalModule {
  /** When it was written, in milliseconds; 0 where it is not there. */
  written: number;
  /** The local modules it imports. */
  imports: string[];
}

/** How long what was found holds, in milliseconds: who types asks many times a second. */
const FRESH_MS = 500;
/** More modules than this are not followed. */
const MAX_MODULES = 300;

const SPECIFIER = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/** Follows the modules that cells import by relative paths, and the notebook's deno.json. */
export class LocalModules {
  #cwd: string;
  #config: string | undefined;
  #known = new Map<string, LocalModule>();
  #checked = 0;

  /** `cwd` is the notebook's folder, `config` its deno.json. */
  constructor(cwd: string, config: string | undefined) {
    this.#cwd = cwd;
    this.#config = config;
  }

  /** What changed since the last time, among what these cells import and what that imports. */
  async changes(cells: readonly string[]): Promise<FileChange[]> {
    const now = Date.now();
    if (now - this.#checked < FRESH_MS) return [];
    this.#checked = now;
    const changes: FileChange[] = [];
    const paths = new Set(cells.flatMap((text) => localImports(text, this.#cwd)));
    if (this.#config !== undefined) paths.add(this.#config);
    // A set passes on what is added while it is read, so this reaches the imports of imports.
    for (const path of paths) {
      const before = this.#known.get(path);
      const written = await writtenAt(path);
      if (before?.written !== written) {
        this.#known.set(path, { written, imports: await importsOf(path, written) });
        if (before) changes.push({ uri: pathToFileURL(path).href, type: kind(before, written) });
      }
      if (paths.size > MAX_MODULES) continue;
      for (const one of this.#known.get(path)?.imports ?? []) paths.add(one);
    }
    return changes;
  }
}

function kind(before: LocalModule, written: number): 1 | 2 | 3 {
  return before.written === 0 ? 1 : written === 0 ? 3 : 2;
}

function localImports(text: string, folder: string): string[] {
  return [...text.matchAll(SPECIFIER)].map(([, specifier]) => resolve(folder, specifier as string));
}

async function writtenAt(path: string): Promise<number> {
  try {
    const { isFile, mtime } = await Deno.stat(path);
    return isFile ? mtime?.getTime() ?? 1 : 0;
  } catch (error) {
    if (isOutOfReach(error)) return 0;
    throw error;
  }
}

async function importsOf(path: string, written: number): Promise<string[]> {
  if (written === 0 || !/\.[cm]?[jt]sx?$/.test(path)) return [];
  try {
    return localImports(await Deno.readTextFile(path), dirname(path));
  } catch (error) {
    // Gone since it was looked at.
    if (isOutOfReach(error)) return [];
    throw error;
  }
}

function isOutOfReach(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.PermissionDenied;
}
