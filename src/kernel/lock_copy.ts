/** A lock file that a session may add to. @module */

import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of a lock file; `using` removes it. */
export interface LockCopy extends Disposable {
  /** Its path. */
  path: string;
}

/**
 * Copies a lock file that is frozen: what it pins stays pinned, and what cells and magics import beside it is
 * written into the copy.
 */
export function copyLock(lock: string): LockCopy {
  const folder = mkdtempSync(join(tmpdir(), "labbook-lock-"));
  const path = join(folder, "deno.lock");
  if (existsSync(lock)) copyFileSync(lock, path);
  return {
    path,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
