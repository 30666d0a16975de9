/** Magics in cells: what runs them is loaded when the first one is called. @module */

import { CellContext, cellContext } from "./cell_context.ts";
import { hideCalls } from "./thrown_error.ts";

/** Where the code of magics lies, and what they call of the library, from the module that runs them. */
const OWN = ["./", "../src/", "../mod.ts"];

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
    try {
      const returned = this.#loaded().callMagic(call, cell.abort.signal);
      return returned instanceof Promise ? returned.catch((error) => this.#fail(error)) : returned;
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Ends a magic whose code has run. */
  end(call: unknown[]): unknown {
    return this.#loaded().endMagic(call);
  }

  /** Ends those that the cell has left open. */
  finish(outcome: unknown): unknown {
    return this.#loaded().finishMagics(outcome);
  }

  /** How a magic works is no more of the user's concern than how a statement does. */
  #fail(error: unknown): never {
    const own = OWN.map((path) => new URL(path, this.module)).flatMap(({ href, pathname }) => [
      href,
      decodeURIComponent(pathname),
    ]);
    hideCalls(error, ({ url }) => own.some((place) => url.startsWith(place)));
    throw error;
  }

  #loaded(): MagicRunner {
    if (this.#runner === undefined) throw new Error("Cannot run a magic: magics are not loaded");
    return this.#runner;
  }
}
