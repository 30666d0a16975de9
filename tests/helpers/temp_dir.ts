/** A temporary folder that goes away with its scope. @module */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A temporary folder; `using dir = tempDir()` removes it at the end of the block. */
export interface TempDir extends Disposable {
  /** The folder's path, with symbolic links resolved. */
  readonly path: string;
  /** Joins names below the folder to a path. */
  join(...names: string[]): string;
  /** Writes a file below the folder, making folders on the way, and returns its path. */
  write(name: string, content: string | Uint8Array): string;
}

/** Makes an empty temporary folder. */
export function tempDir(prefix = "labbook-test-"): TempDir {
  // Some systems have a linked temporary folder; what children report is the resolved path.
  const path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  return {
    path,
    join: (...names) => join(path, ...names),
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
