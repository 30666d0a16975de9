/**
 * Finds run folders anywhere below a folder.
 *
 * @module
 */
import fs from "node:fs";
import { join } from "node:path";
import { hasJournal, runPaths } from "../../store/mod.ts";

function isRun(dir: string): boolean {
  return fs.existsSync(runPaths(dir).summary) || hasJournal(dir);
}

/**
 * The run folders in a folder, itself included, sorted by path. Links are not followed, and nothing
 * is looked for within a run.
 */
export function findForeignRuns(dir: string): string[] {
  if (isRun(dir)) return [dir];
  return fs.readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(dir, name))
    .sort()
    .flatMap(findForeignRuns);
}
