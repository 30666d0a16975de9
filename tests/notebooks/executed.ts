/** The example notebooks, executed where they disturb nobody. @module */

import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Notebook, parseNotebook } from "../../src/notebook/mod.ts";
import { ROOT, runScript, type TempDir, tempDir } from "../helpers/mod.ts";

/** A notebook that was executed in a folder of its own. */
export interface Executed extends Disposable {
  /** The folder: the notebook, what it imports, and what it left. */
  folder: TempDir;
  /** The notebook with its outputs. */
  path: string;
  /** The same, read. */
  notebook: Notebook;
}

/** The settings of the user that would change what notebooks do. */
export const NO_SETTINGS = {
  LABBOOK_BASE_DIR: undefined,
  LABBOOK_DIR: undefined,
  LABBOOK_RERUN_OF: undefined,
  LABBOOK_RERUN_NAME: undefined,
};

/**
 * Copies a notebook out of the repository, as a user may, and runs it by the command line to its end.
 *
 * @param name The notebook's name, without its ending.
 * @param args More arguments of `labbook run`.
 */
export async function execute(name: string, args: string[] = []): Promise<Executed> {
  const folder = tempDir();
  try {
    for (const part of [`${name}.ipynb`, "lib"]) {
      cpSync(join(ROOT, "notebooks", part), folder.join(part), { recursive: true });
    }
    // As the README says it.
    const imports = { "@labbook/labbook": "jsr:@labbook/labbook@^0.1.0" };
    folder.write("deno.json", JSON.stringify({ links: [relative(folder.path, ROOT)], imports }));
    const { code, stderr } = await runScript(join(ROOT, "src/cli/main.ts"), {
      args: ["run", folder.join(`${name}.ipynb`), ...args],
      cwd: folder.path,
      env: NO_SETTINGS,
    });
    assert.equal(code, 0, stderr);
    const path = folder.join(`${name}.executed.ipynb`);
    const notebook = parseNotebook(readFileSync(path, "utf8"), path);
    return { folder, path, notebook, [Symbol.dispose]: () => folder[Symbol.dispose]() };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}
