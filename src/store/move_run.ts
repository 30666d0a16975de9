/**
 * Moves a run to another folder.
 *
 * @module
 */
import fs from "node:fs";
import { lockFile, withLock } from "./lock.ts";

/**
 * Moves a run's folder under the run's lock, so that nobody joins the run meanwhile.
 *
 * @param dir The run folder.
 * @param target Where it shall be; its parent exists, and nothing lies there.
 * @param check Throws where the run must stay; called when nobody can change that any more.
 */
export function moveRun(dir: string, target: string, check: () => void): Promise<void> {
  return withLock(dir, "journal", () => {
    check();
    fs.renameSync(dir, target);
    // The lock has moved along.
    fs.rmSync(lockFile(target, "journal"), { force: true });
  });
}
