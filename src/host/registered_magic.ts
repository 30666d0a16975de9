/** Magics of the user's own. @module */

import { host } from "./host.ts";

/** How a magic was called. */
export interface MagicArguments {
  /** What stands alone, in order: texts, and the values of `${expression}`. */
  positional: unknown[];
  /** The values of `key=value`; read as JSON where they are JSON. */
  pairs: Record<string, unknown>;
  /** The values of `--option value`; `true` where there is no value. */
  options: Record<string, unknown>;
}

/** A call of a magic. */
export interface MagicRequest extends MagicArguments {
  /** Whether it was called as `%name` or as `%%name`. */
  kind: "line" | "cell";
  /** All that stands behind the name, as it was written, with the values of `${expression}` put in. */
  text: string;
  /** The lines below `%%name`; undefined for `%name`. */
  body?: string;
}

/** What a magic does; what it returns is displayed, or is the value of `const name = %magic`. */
export type MagicFunction = (request: MagicRequest) => unknown;

/** What {@linkcode registerMagic} may be told. */
export interface MagicOptions {
  /** The text that `%name?` shows. */
  help?: string;
  /** Offers what may stand where the text behind the name ends. */
  complete?: (text: string) => string[] | Promise<string[]>;
}

/** A magic that was registered. */
export interface RegisteredMagic extends MagicOptions {
  /** What it does. */
  run: MagicFunction;
}

/**
 * Adds a magic of your own: from then on `%name` and `%%name` call it, in the cells that follow.
 * Registered again, the name means the new one. Where no Labbook kernel runs the code it does nothing, so that a
 * module may register its magics and still be used in scripts.
 *
 * @param name The name, of letters, digits and `_`.
 * @param run What it does; what it returns is displayed.
 * @param options Its help, and what completes it.
 * @throws {TypeError} If the name is none, or `run` is no function.
 *
 * @example A magic that greets
 * ```ts
 * import { registerMagic } from "@labbook/labbook";
 *
 * registerMagic("greet", ({ positional: [who] }) => `Hello, ${who}!`, {
 *   help: "%greet NAME greets NAME",
 *   complete: () => ["world"],
 * });
 * ```
 */
export function registerMagic(name: string, run: MagicFunction, options: MagicOptions = {}): void {
  if (typeof name !== "string" || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    throw new TypeError(
      `Cannot register the magic ${JSON.stringify(name)}: expected a name of letters, digits and _`,
    );
  }
  if (typeof run !== "function") {
    throw new TypeError(
      `Cannot register the magic ${name}: got ${typeof run} as what it does, expected a function`,
    );
  }
  const kernel = host();
  if (kernel === undefined) return;
  kernel.magics.set(name, { ...options, run });
  kernel.tell("magic", { name, help: options.help ?? "" });
}
