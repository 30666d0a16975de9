/** Paths as users type them into magics. @module */

import { homedir } from "node:os";

/** A path without the quotes around it, and with the home folder for `~`. */
export function typedPath(text: string): string {
  const path = text.trim().replace(/^(["'])(.*)\1$/s, "$2");
  return path === "~" || /^~[/\\]/.test(path) ? homedir() + path.slice(1) : path;
}

/** Why a file could not be used, where that is the user's to put right; throws all else. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is nothing of that name";
  if (error instanceof Deno.errors.PermissionDenied) return "the system denies it";
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder";
  if (error instanceof Deno.errors.NotADirectory) return "a part of the path is no folder";
  throw error;
}
