/**
 * Paths, with and without links.
 *
 * @module
 */
import fs from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { mayRead } from "./permissions.ts";

/** A path with its links resolved, also where its end does not exist yet. */
export function realPath(path: string): string {
  try {
    return mayRead(path) ? fs.realpathSync(path) : path;
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

/** Whether a path is a folder's own or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** A path below a folder with `/`, as files of a run hold it. */
export function portablePath(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}
