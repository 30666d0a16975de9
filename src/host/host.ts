/**
 * The kernel around a session, as code that runs in the session sees it.
 *
 * Labbook's kernel puts it on the global object before any cell runs; elsewhere (scripts, the stock Deno kernel)
 * there is none, and what asks for it does without.
 *
 * @module
 */
import type { RegisteredMagic } from "./magic_types.ts";

/** Where the kernel's session keeps it. */
const HOST = Symbol.for("labbook.host");

/** What a kernel offers to the code of its cells. */
export interface Host {
  /** Tells the kernel something; returns at once. The data is what JSON holds. */
  tell(name: string, data: unknown): void;
  /** Asks the kernel, and blocks until it has answered; throws what the kernel says where it refuses. */
  ask(name: string, data: unknown): unknown;
  /** What is said of each display at the moment it is made, such as the step of the current run. */
  note: (() => Record<string, unknown> | undefined) | undefined;
  /** The magics of the user, by name. */
  magics: Map<string, RegisteredMagic>;
  /** The modules that cells have imported, by the specifiers that they wrote. */
  modules: Map<string, unknown>;
  /** Is told of each module that a cell imports from now on. */
  onImport: ((module: unknown) => void) | undefined;
  /** What is to be ended before the session ends, such as runs. */
  endings: Set<() => Promise<unknown>>;
}

/**
 * The kernel that runs this code; undefined in a script, and in other kernels.
 *
 * @example What works only in a notebook
 * ```ts
 * import { host } from "@labbook/labbook";
 *
 * const names = host()?.ask("names", {}) ?? [];
 * console.log("The cells so far declare", names);
 * ```
 */
export function host(): Host | undefined {
  return (globalThis as { [HOST]?: Host })[HOST];
}
