/** The script of one run, with the modules that it needs. @module */

import { dirname, resolve } from "node:path";
import { NotebookCode } from "../../snapshot/mod.ts";
import { runPaths } from "../../store/mod.ts";
import type { RecordedCell } from "./recorded_cell.ts";
import { findScriptProblem, type SessionScript } from "./script/session_script.ts";
import type { RecorderOptions, StartedRun } from "./types.ts";

/** The library's own module. */
const LIBRARY = new URL("../../../mod.ts", import.meta.url).href;

/** Writes the script of a run again and again; the modules are copied when cells name others. */
export class RunCode {
  readonly #dir: string;
  readonly #script: SessionScript;
  readonly #options: RecorderOptions;
  #code: NotebookCode | undefined;
  #named = "";

  /** Writes scripts that `script` makes into the folder of a run. */
  constructor(run: StartedRun, script: SessionScript, options: RecorderOptions) {
    this.#dir = resolve(run.dir);
    this.#script = script;
    this.#options = options;
  }

  /**
   * Writes the script.
   *
   * @param cells The cells.
   * @param ordinal How many runs they start before this one.
   */
  async write(cells: readonly RecordedCell[], ordinal: number): Promise<void> {
    const named: string[] = [];
    const plain = await this.#script.text(cells, {
      place: (specifier) => {
        named.push(specifier);
        return specifier;
      },
      isKept: (specifier) => named.push(specifier) < 0,
    });
    const all = named.join("\n");
    if (this.#code === undefined || all !== this.#named) {
      this.#code = await this.#copy(plain);
      this.#named = all;
    }
    const text = await this.#script.text(cells, this.#code);
    const problem = findScriptProblem(text);
    await this.#code.write(text, ordinal, problem === undefined ? [] : [problem]);
  }

  #copy(code: string): Promise<NotebookCode> {
    const { cwd, notebook } = this.#options;
    const folder = resolve(cwd);
    return NotebookCode.copy({
      codeDir: runPaths(this.#dir).code,
      folder,
      ...notebook === undefined ? {} : { notebook: resolve(folder, notebook) },
      // All runs lie in the base folder.
      exclude: [dirname(dirname(this.#dir))],
      library: LIBRARY,
    }, code);
  }
}
