/**
 * Reads files of the user's, as far as that is permitted.
 *
 * @module
 */
import fs from "node:fs";
import { mayRead } from "./permissions.ts";

/** Why a file was not read. */
export type Unreadable = "missing" | "folder" | "not permitted" | "too large" | "not readable";

/** A file's content, or why there is none. */
export type ReadFile = { data: Uint8Array } | { reason: Unreadable };

/**
 * Reads a whole file.
 *
 * @param path The file, absolute.
 * @param maxBytes The largest size that is read.
 */
export async function readIfPermitted(path: string, maxBytes = Infinity): Promise<ReadFile> {
  if (!mayRead(path)) return { reason: "not permitted" };
  try {
    const stat = await fs.promises.stat(path);
    if (stat.isDirectory()) return { reason: "folder" };
    // A pipe or a device could be read for ever.
    if (!stat.isFile()) return { reason: "not readable" };
    if (stat.size > maxBytes) return { reason: "too large" };
    return { data: await fs.promises.readFile(path) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { reason: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "not readable" };
  }
}

/** Reads a whole text file; undefined where there is none that may be read. */
export async function readTextIfPermitted(path: string): Promise<string | undefined> {
  const read = await readIfPermitted(path);
  return "data" in read ? new TextDecoder().decode(read.data) : undefined;
}
