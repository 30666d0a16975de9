/**
 * Files that are there whole or not at all.
 *
 * @module
 */
import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";

/** How the names of unfinished files look, so that what a crash left can be told and removed. */
const UNFINISHED = /^\..+\.[0-9a-f]{8}\.tmp$/;

/** Whether a file of this name is one that a crash left unfinished. */
export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}

/**
 * A file that is written piece by piece beside its place and put there by {@linkcode commit}, after
 * its content has reached the disk.
 */
export class AtomicFile {
  readonly #path: string;
  readonly #temporary: string;
  #fd: number | undefined;

  /** Begins a file that shall be at `path`; its folder exists. */
  constructor(path: string) {
    this.#path = path;
    const random = randomUUID().slice(0, 8);
    this.#temporary = join(dirname(path), `.${basename(path)}.${random}.tmp`);
    this.#fd = fs.openSync(this.#temporary, "wx");
  }

  /** Appends to the file. */
  write(data: string | Uint8Array): void {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    let written = 0;
    while (written < bytes.length) {
      written += fs.writeSync(this.#fd!, bytes, written, bytes.length - written);
    }
  }

  /** Puts the file in its place. */
  commit(): void {
    fs.fsyncSync(this.#fd!);
    fs.closeSync(this.#fd!);
    this.#fd = undefined;
    fs.renameSync(this.#temporary, this.#path);
  }

  /** Gives the file up, unless it was committed. */
  [Symbol.dispose](): void {
    if (this.#fd === undefined) return;
    fs.closeSync(this.#fd);
    this.#fd = undefined;
    fs.rmSync(this.#temporary, { force: true });
  }
}

/**
 * Writes a file so that a crash leaves the old content or the new one, never a mixture.
 *
 * @param path The file; its folder is made where it is missing.
 * @param data The whole content.
 */
export function writeFileAtomic(path: string, data: string | Uint8Array): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  using file = new AtomicFile(path);
  file.write(data);
  file.commit();
}

/** Makes the entries of a folder durable, on systems where a folder can be opened for it. */
export function syncFolder(dir: string): void {
  let fd: number;
  try {
    fd = fs.openSync(dir, "r");
  } catch {
    return; // Windows opens no folders; there a rename is durable by itself.
  }
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
