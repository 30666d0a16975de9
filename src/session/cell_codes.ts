/** The code of the cells that ran, for errors and the debugger. @module */

import type { CompiledCell } from "./compile/mod.ts";
import type { StackFrame, ThrownError } from "./types.ts";

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
  /** The number of its first await. */
  firstAwait: number;
  /** What is run before its code, on the first line. */
  prefix: string;
  /** What is run after its code, where that ends well. */
  suffix: string;
}

/** How many cells are kept: errors of code that is older name no lines. */
const MOST_CELLS = 2000;

/** The code of the newest cells by their URLs. */
export class CellCodes extends Map<string, CellCode> {
  #nextAwait = 0;

  /** The number of the first await of the next cell. */
  get nextAwait(): number {
    return this.#nextAwait;
  }

  /** Keeps a cell's code, and returns it with its URL and prefix. */
  add(
    number: number,
    cell: { label: string; source: string },
    compiled: CompiledCell,
  ): CellCode {
    const url = `cell-${number}.ts`;
    // Modules are strict. Code before the first await can be neither interrupted nor inspected.
    const prefix = `"use strict";__labbook.enter(${number});await void 0;`;
    // Ends the cell in the same message to the inspector; on a line of its own, as a comment may be the last.
    const suffix = `\n;__labbook.leave();\n//# sourceURL=${url}`;
    const code = {
      ...compiled,
      suffix,
      number,
      label: cell.label,
      source: cell.source,
      url,
      prefix,
      firstAwait: this.#nextAwait,
    };
    this.#nextAwait += compiled.awaits.length;
    this.set(url, code);
    for (const oldest of this.keys()) {
      if (this.size <= MOST_CELLS) break;
      this.delete(oldest);
    }
    return code;
  }

  /** The place of an await, as a call on a stack; undefined where its cell is no longer known. */
  awaitFrame(number: number): StackFrame | undefined {
    for (const { firstAwait, awaits, url, prefix } of this.values()) {
      const place = awaits[number - firstAwait];
      if (number < firstAwait || place === undefined) continue;
      const column = place.line === 1 ? place.column + prefix.length : place.column;
      return { name: place.name, url, line: place.line, column, async: true };
    }
    return undefined;
  }

  /** An error with the awaits that passed it on as calls on its stack. */
  withAwaits(error: ThrownError): ThrownError {
    const { awaits = [], cause, errors, frames } = error;
    const passed = awaits.map((number) => this.awaitFrame(number)).filter((frame) =>
      // A function that threw before it first waited was still on the stack of its caller.
      frame !== undefined &&
      !frames.some(({ url, line }) => url === frame.url && line === frame.line)
    ) as StackFrame[];
    return {
      ...error,
      frames: [...frames, ...passed],
      ...cause === undefined ? {} : { cause: this.withAwaits(cause) },
      ...errors === undefined ? {} : { errors: errors.map((one) => this.withAwaits(one)) },
    };
  }
}
