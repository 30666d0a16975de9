/** The code of the cells that ran, for errors and the debugger. @module */

import type { CompiledCell } from "./compile/mod.ts";

/** A cell as it was run. */
export interface CellCode extends CompiledCell {
  /** Its number among all that ran in the session. */
  number: number;
  /** What errors call it. */
  label: string;
  /** Its TypeScript. */
  source: string;
  /** Its URL in the inspector. */
  url: string;
  /** What is run before its code, on the first line. */
  prefix: string;
}

/** How many cells are kept: errors of code that is older name no lines. */
const MOST_CELLS = 2000;

/** The code of the newest cells by their URLs. */
export class CellCodes extends Map<string, CellCode> {
  /** Keeps a cell's code, and returns it with its URL and prefix. */
  add(
    number: number,
    cell: { label: string; source: string },
    compiled: CompiledCell,
  ): CellCode {
    const url = `cell-${number}.ts`;
    // Code before the first await can be neither interrupted nor inspected.
    const prefix = `__labbook.enter(${number});await void 0;`;
    const code = { ...compiled, number, label: cell.label, source: cell.source, url, prefix };
    this.set(url, code);
    for (const oldest of this.keys()) {
      if (this.size <= MOST_CELLS) break;
      this.delete(oldest);
    }
    return code;
  }
}
