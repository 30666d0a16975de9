/** At which exceptions the code stops. @module */

import type { Debuggee } from "./debuggee.ts";
import { describe } from "./describe.ts";
import type { PausedEvent } from "./protocol.ts";
import { TryBlocks } from "./try_blocks.ts";

/** The kinds of exceptions that clients can choose from. */
export const EXCEPTION_FILTERS: readonly Record<string, unknown>[] = [
  {
    filter: "caught",
    label: "Caught exceptions",
    description: "Stop where an exception is thrown that a catch of the code takes",
    default: false,
  },
  {
    filter: "uncaught",
    label: "Uncaught exceptions",
    description: "Stop where an exception is thrown that nothing takes: it fails the cell",
    default: false,
  },
];

/**
 * The filters that are on. V8 cannot tell caught from uncaught in a cell, whose every error goes to
 * the inspector; so it stops at all of them, and the code on the stack decides.
 */
export class ExceptionFilters {
  readonly #blocks = new Map<string, Promise<TryBlocks>>();
  #filters: ReadonlySet<string> = new Set();
  #last: { text: string; stack: readonly string[] } | undefined;

  /** Turns on these filters, and no others. */
  async set(debuggee: Debuggee, filters: readonly string[]): Promise<void> {
    this.#filters = new Set(filters);
    await this.apply(debuggee);
  }

  /** Turns on the same filters in another session. */
  async apply(debuggee: Debuggee): Promise<void> {
    this.#blocks.clear();
    await debuggee.stopAtExceptions(this.#filters.size === 0 ? "none" : "all");
  }

  /**
   * Whether the exception of a stop is one to stop at. `stack` is what a client sees of it: an
   * exception is thrown again by each `await` that it comes through, and is judged only the first time.
   */
  async wants(debuggee: Debuggee, event: PausedEvent, stack: readonly string[]): Promise<boolean> {
    const text = event.data === undefined ? "" : describe(event.data).value;
    if (this.#last?.text === text && isTail(stack, this.#last.stack)) return false;
    this.#last = { text, stack };
    return await this.#isWanted(debuggee, event);
  }

  /** Forgets the last exception: what is thrown from here on is another. */
  forgetLast(): void {
    this.#last = undefined;
  }

  async #isWanted(debuggee: Debuggee, event: PausedEvent): Promise<boolean> {
    if (this.#filters.size === EXCEPTION_FILTERS.length) return true;
    return this.#filters.has(await this.#isCaught(debuggee, event) ? "caught" : "uncaught");
  }

  /** Turns off all filters. */
  clear(): void {
    this.#filters = new Set();
    this.#blocks.clear();
  }

  async #isCaught(debuggee: Debuggee, event: PausedEvent): Promise<boolean> {
    const places = event.callFrames.map(({ location }) => location);
    for (let trace = event.asyncStackTrace; trace !== undefined; trace = trace.parent) {
      // A timer's error does not reach the code that set it.
      if (trace.description !== "await") break;
      places.push(...trace.callFrames);
    }
    for (const { scriptId, lineNumber, columnNumber } of places) {
      if (debuggee.scripts.get(scriptId) === undefined) continue;
      const blocks = await this.#blocksOf(debuggee, scriptId);
      if (blocks.catches(lineNumber, columnNumber)) return true;
    }
    return false;
  }

  #blocksOf(debuggee: Debuggee, scriptId: string): Promise<TryBlocks> {
    let blocks = this.#blocks.get(scriptId);
    if (blocks === undefined) {
      blocks = debuggee.inspector.call<{ scriptSource: string }>("Debugger.getScriptSource", {
        scriptId,
      }).then(({ scriptSource }) => TryBlocks.read(scriptSource));
      this.#blocks.set(scriptId, blocks);
    }
    return blocks;
  }
}

/** Whether a stack is the outer part of another. */
function isTail(stack: readonly string[], whole: readonly string[]): boolean {
  const skipped = whole.length - stack.length;
  return skipped > 0 && stack.every((call, index) => whole[skipped + index] === call);
}
