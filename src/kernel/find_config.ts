/** The configuration that counts for a notebook. @module */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Returns the path of the nearest `deno.json` or `deno.jsonc` in a folder or above it. */
export function findConfig(folder: string): string | undefined {
  for (let current = folder;; current = dirname(current)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const path = join(current, name);
      if (existsSync(path)) return path;
    }
    if (dirname(current) === current) return undefined;
  }
}
