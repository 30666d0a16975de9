/** The names under which the debugger and its clients speak of cells. @module */

import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { CellCode } from "../../session/mod.ts";
import { murmur2 } from "./murmur2.ts";

/** The seed of the hash: ipykernel's, any would do. */
export const HASH_SEED = 0xc70f6907;
/** How the name of a cell's source ends. */
export const SUFFIX = ".ts";

/**
 * Sources of cells by a path that is made of the hash of their text. Clients compute the same path;
 * no file is written there.
 */
export class CellSources {
  /** How the paths begin; of this kernel alone. */
  readonly prefix: string = join(tmpdir(), `labbook_${Deno.pid}`) + sep;
  readonly #sources = new Map<string, string>();
  readonly #paths = new WeakMap<CellCode, string>();

  /** The path of a text. */
  pathOf(source: string): string {
    return `${this.prefix}${murmur2(source, HASH_SEED)}${SUFFIX}`;
  }

  /** The path of a cell that ran. */
  pathOfCell(cell: CellCode): string {
    const known = this.#paths.get(cell);
    if (known !== undefined) return known;
    const path = this.pathOf(cell.source);
    this.#paths.set(cell, path);
    return path;
  }

  /** Keeps the text of a cell under its path, and returns that. */
  add(source: string): string {
    const path = this.pathOf(source);
    this.#sources.set(path, source);
    return path;
  }

  /** The text under a path; undefined where no cell has it. */
  get(path: string): string | undefined {
    return this.#sources.get(path);
  }

  /** Whether a path is one of a cell, known or not. */
  isCell(path: string): boolean {
    return path.startsWith(this.prefix);
  }

  /** Forgets all texts. */
  clear(): void {
    this.#sources.clear();
  }
}
