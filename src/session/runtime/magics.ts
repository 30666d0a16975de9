/** Magics in cells: what runs them is loaded when the first one is called. @module */

import { CellContext, cellContext } from "./cell_context.ts";

/** What the module that runs magics exports. */
interface MagicRunner {
  /** To be awaited before the first call. */
  loadMagics(): Promise<void>;
  callMagic(call: unknown[], signal: AbortSignal): unknown;
  endMagic(call: unknown[]): unknown;
  finishMagics(outcome: unknown): unknown;
}

/** The magics of a session. */
export class Magics {
  /** The URL of the module that runs them; undefined where there are none. */
  module: string | undefined;
  #runner: MagicRunner | undefined;

  /** Loads what runs them. */
  async load(): Promise<void> {
    if (this.module === undefined) throw new Error("Cannot run a magic: this session has none");
    const runner: MagicRunner = await import(this.module);
    await runner.loadMagics();
    this.#runner = runner;
  }

  /** Calls a magic, as the compiled cell says. */
  call(call: unknown[]): unknown {
    // Outside of cells nobody can interrupt it.
    const cell = cellContext() ?? new CellContext(0);
    cell.abort ??= new AbortController();
    return this.#loaded().callMagic(call, cell.abort.signal);
  }

  /** Ends a magic whose code has run. */
  end(call: unknown[]): unknown {
    return this.#loaded().endMagic(call);
  }

  /** Ends those that the cell has left open. */
  finish(outcome: unknown): unknown {
    return this.#loaded().finishMagics(outcome);
  }

  #loaded(): MagicRunner {
    if (this.#runner === undefined) throw new Error("Cannot run a magic: magics are not loaded");
    return this.#runner;
  }
}
