/** The script of one run, with the modules that it needs. @module */

import { dirname, resolve } from "node:path";
import { NotebookCode } from "../../snapshot/mod.ts";
import { runPaths } from "../../store/mod.ts";
import type { RecordedCell } from "./recorded_cell.ts";
import { findScriptProblem, type Placement, type SessionScript } from "./script/session_script.ts";
import type { RecorderOptions, StartedRun } from "./types.ts";

/** The library's own module. */
const LIBRARY = new URL("../../../mod.ts", import.meta.url).href;

/** Where files are for the cells themselves. */
const UNPLACED: Placement = { place: (specifier) => specifier, isKept: () => false };

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
   * @param isLast Whether nothing more will be written: then it is checked.
   */
  async write(cells: readonly RecordedCell[], ordinal: number, isLast: boolean): Promise<void> {
    const before = this.#code;
    const first = await this.#text(cells, before ?? UNPLACED);
    let { text } = first;
    let code = before;
    if (code === undefined || first.named !== this.#named) {
      // As the cells have it, so that what they name is found.
      const plain = before === undefined ? first : await this.#text(cells, UNPLACED);
      this.#code = code = await this.#copy(plain.text);
      this.#named = first.named;
      ({ text } = await this.#text(cells, code));
    }
    const problem = isLast ? findScriptProblem(text) : undefined;
    await code.write(text, ordinal, problem === undefined ? [] : [problem]);
  }

  /** The script, and what it names. */
  async #text(
    cells: readonly RecordedCell[],
    placement: Placement,
  ): Promise<{ text: string; named: string }> {
    const named: string[] = [];
    const text = await this.#script.text(cells, {
      place: (specifier) => {
        named.push(specifier);
        return placement.place(specifier);
      },
      isKept: (specifier) => {
        named.push(specifier);
        return placement.isKept(specifier);
      },
    });
    return { text, named: named.join("\n") };
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
