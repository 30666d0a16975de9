/**
 * Reads the files that a run's events name.
 *
 * @module
 */
import fs from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";

/**
 * Reads a file of a run.
 *
 * @param dir The run folder.
 * @param path The path below it, with `/`.
 * @throws {RangeError} If the path leaves the run folder.
 */
export function readRunFile(dir: string, path: string): Uint8Array {
  const full = resolve(dir, path);
  const inside = relative(resolve(dir), full);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) {
    throw new RangeError(
      `Cannot read "${path}" of the run ${dir}: it is outside of the run folder`,
    );
  }
  return fs.readFileSync(full);
}
