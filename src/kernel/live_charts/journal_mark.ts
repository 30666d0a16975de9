/** Whether anything was logged since one last looked. @module */

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { runPaths } from "../../store/mod.ts";

/** A text that is another one after something was logged into one of the runs, or one of them has ended. */
export function journalMark(dirs: readonly string[]): string {
  return dirs.map((dir) => {
    const { journal } = runPaths(dir);
    try {
      return readdirSync(journal).map((name) => `${name} ${statSync(join(journal, name)).size}`)
        .sort().join("\n");
    } catch {
      return "ended";
    }
  }).join("\n\n");
}
